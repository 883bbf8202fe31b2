"""The rules at two speeds, against the peers: `./run bench rules`, described in docs/bench.md."""
