"""Runs one server of OpenStack Swift on a folder's configuration: `python swift_server.py object FOLDER`.

Swift reads its secret from /etc/swift/swift.conf whatever its other settings say. It is told another place here, so
that neither root nor a file outside the test's folder is needed. To be started with -P: swift.py beside it is not it.
"""

import sys
from pathlib import Path


def main(kind: str, folder: Path) -> int:
    import swift.common.utils

    swift.common.utils.SWIFT_CONF_FILE = str(folder / "swift.conf")
    from swift.common.wsgi import run_wsgi

    return int(run_wsgi(str(folder / f"{kind}.conf"), f"{kind}-server") or 0)


def rings(folder: Path, ports: dict[str, int]) -> None:
    """One device, one copy: what a ring is for is not what is tested here."""
    from swift.common.ring import RingBuilder

    for kind, port in ports.items():
        builder = RingBuilder(part_power=2, replicas=1, min_part_hours=0)
        builder.add_dev(
            {"region": 1, "zone": 1, "ip": "127.0.0.1", "port": port, "device": "disk", "weight": 1.0,
             "replication_ip": "127.0.0.1", "replication_port": port, "meta": ""}
        )  # fmt: skip
        builder.rebalance()
        builder.get_ring().save(str(folder / f"{kind}.ring.gz"))


if __name__ == "__main__":
    at = Path(sys.argv[2])
    if sys.argv[1] == "rings":
        rings(at, {name: int(port) for name, port in (pair.split("=") for pair in sys.argv[3:])})
    else:
        sys.exit(main(sys.argv[1], at))
