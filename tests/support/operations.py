"""The operations of the API, read from where they are registered: whom each lets in, and what it takes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from linxuan_site.api.doors import api
from linxuan_site.permissions import Guard, anybody


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    guard: Guard
    """Whom it lets in, by what it asks before all else."""
    public: bool
    described: dict[str, Any]
    """As the document of the API has it."""

    @property
    def name(self) -> str:
        """What a test calls it."""
        return f"{self.method} {self.path}"

    @property
    def takes_files(self) -> bool:
        """Whether it takes a form with files, or one without."""
        return bool(self._content) and "application/json" not in self._content

    def body(self, schemas: dict[str, Any]) -> Any:
        """Return the example of what it takes; None where it takes nothing, or a form."""
        json = self._content.get("application/json", {}).get("schema")
        return _example(json, schemas) if json else None

    @property
    def _content(self) -> dict[str, Any]:
        content: dict[str, Any] = self.described.get("requestBody", {}).get("content", {})
        return content


def document() -> dict[str, Any]:
    """Return the document of the API, as it is read."""
    return dict(json.loads(json.dumps(api.get_openapi_schema())))


def operations() -> Iterator[Operation]:
    """Yield every operation."""
    paths = document()["paths"]
    for router in api._get_bound_routers():
        for path, view in router.path_operations.items():
            for operation in view.operations:
                for method in operation.methods:
                    guards = [getattr(one, "guard", None) for one in operation.auth_callbacks]
                    assert len(set(guards)) <= 1, f"{method} {path} lets in by several guards"
                    yield Operation(
                        method=method.lower(),
                        path=path,
                        guard=guards[0] if guards and guards[0] else anybody,
                        public=not guards,
                        described=paths[f"/api{path}"][method.lower()],
                    )


def _example(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    if "items" in schema:
        return [_example(schema["items"], schemas)]
    name = schema["$ref"].rpartition("/")[2]
    examples = schemas[name].get("examples")
    return examples[0] if examples else None
