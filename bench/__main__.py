"""`python -m bench`: every measurement, one after another; `python -m bench NAME` is one of them."""

from __future__ import annotations

import sys
from importlib import import_module

BENCHES = ("ledger", "inbound", "delivery", "policy")


def main(names: tuple[str, ...]) -> None:
    """Run the measurements that are named, or all."""
    if unknown := set(names) - set(BENCHES):
        sys.exit(f"bench: there is no {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
    for name in names or BENCHES:
        import_module(f"bench.{name}").main()
        print(flush=True)


if __name__ == "__main__":
    main(tuple(sys.argv[1:]))
