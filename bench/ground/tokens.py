"""Who asks: one agent of every tenant, as a token a line (line n is tenant n - 1)."""

import json
import time
import urllib.request
from pathlib import Path
from uuid import UUID

from joserfc import jwt
from joserfc.jwk import OctKey

from bench.ground import data
from bench.ground.data import Size
from bench.ground.database import PASSWORD, SECRET


def for_peers(size: Size, file: Path) -> Path:
    """Signed with the benchmarks' own key; the claims are those of the product's tokens."""
    key, now = OctKey.import_key(SECRET), int(time.time())
    lines = []
    for tenant in range(size.tenants):
        claims = {
            "iss": "bench", "sub": str(data.agent_of(tenant)),
            "tenant": str(data.tenant_id(tenant)),
            "sid": str(UUID(int=tenant)), "iat": now, "exp": now + 12 * 3600,
        }  # fmt: skip
        lines.append(jwt.encode({"alg": "HS256"}, claims, key))
    file.write_text("\n".join(lines) + "\n")
    return file


def from_product(size: Size, url: str, file: Path) -> Path:
    """By signing in at its door, like anybody."""
    lines = []
    for tenant in range(size.tenants):
        name = f"support_agent-{data.agent_of(tenant)}"
        answer = post(f"{url}/api/auth/login", {"username": name, "password": PASSWORD})
        lines.append(str(answer["access_token"]))
    file.write_text("\n".join(lines) + "\n")
    return file


def post(url: str, body: dict[str, object]) -> dict[str, object]:
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: dict[str, object] = json.load(answer)
    return found
