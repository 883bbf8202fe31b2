"""All engines by name: where they are, and what a reader calls them."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from bench.rules.engine import Engine


@dataclass(frozen=True)
class Entry:
    """One engine for single records: its title, `module:function`, the package that it needs."""

    title: str
    loader: str
    needs: str = ""

    def installed(self) -> bool:
        """Tell whether its package is there."""
        return not self.needs or find_spec(self.needs) is not None

    def load(self) -> Engine:
        """Import it and compile its rules."""
        module, _, function = self.loader.partition(":")
        engine: Engine = getattr(import_module(module), function)()
        return engine


_PEERS = "bench.rules.peers"
OURS, SENTENCES = "ours", "ours, sentences"
AS_WRITTEN = ("zen graph", "zen expressions")
GUARDED = ("zen graph, guarded", "zen expressions, guarded")
BATCH = "zen batch, guarded"
BY_HAND = "python by hand"

ENGINES: Mapping[str, Entry] = {
    OURS: Entry("Linxuan", "bench.rules.ours:outcomes"),
    SENTENCES: Entry("Linxuan, all sentences", "bench.rules.ours:sentences"),
    BY_HAND: Entry("Python by hand (the oracle)", f"{_PEERS}.oracle_by_hand:load"),
    "zen graph": Entry("zen-engine, graph", f"{_PEERS}.zen_engine:graph_as_written", "zen"),
    "zen expressions": Entry("zen-engine, one by one", f"{_PEERS}.zen_engine:expressions_as_written", "zen"),
    "zen graph, guarded": Entry("zen-engine, graph, guarded", f"{_PEERS}.zen_engine:graph_guarded", "zen"),
    "zen expressions, guarded": Entry(
        "zen-engine, one by one, guarded", f"{_PEERS}.zen_engine:expressions_guarded", "zen"
    ),
    "zen one expression, guarded": Entry(
        "zen-engine, one expression, guarded", f"{_PEERS}.zen_engine:one_expression", "zen"
    ),
    BATCH: Entry("zen-engine, evaluate_batch, guarded", f"{_PEERS}.zen_engine:batch_guarded", "zen"),
    "cel": Entry("CEL", f"{_PEERS}.cel_binding:load", "cel"),
    "json-logic": Entry("json-logic", f"{_PEERS}.json_logic:load", "json_logic"),
    "openfisca": Entry("OpenFisca", f"{_PEERS}.openfisca_one:load", "openfisca_core"),
}
