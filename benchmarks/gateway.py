"""What the gateway costs, beside LiteLLM's proxy in the same run: CPU of a request, and how late the first text leaves.

    python benchmarks/gateway.py                 # 5 rounds; the proxy is installed where it is missing (1 GB)
    python benchmarks/gateway.py --without-litellm

Client and model server are in this process and tell the time by one clock; both send and read raw sockets. The model
server answers with 14 frames of text, or with one body. A request has 20 tools, among them Vapi's own transfer tool. A
round asks the server itself, the gateway and the proxy in turn. CPU is user and system time of the process that stands
between, from /proc; every client keeps its one connection, as those of platforms do. `late` is from the moment at which
the server has written its first text to that at which the client has read some; what counts is how much later that is
than without anything between.
"""

import argparse
import asyncio
import json
import os
import platform
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from served import served

HERE = Path(__file__).resolve().parents[1]
PROXY = HERE / "tests" / "real_model" / "litellm_proxy.py"
WORDS = (
    "Good",
    " morning",
    ".",
    " What",
    " is",
    " it",
    " about",
    "?",
    " Opening",
    " hours",
    " are",
    " on",
    " site",
    ".",
)
TICK = os.sysconf("SC_CLK_TCK")
NUMBERS = [f"+4921155660{number:03d}" for number in range(1, 11)]
OURS, THEIRS, NOTHING = "the gateway", "LiteLLM's proxy", "nothing between"


def function(name: str, properties: dict[str, Any]) -> dict[str, Any]:
    parameters = {"type": "object", "properties": properties, "required": list(properties)}
    return {"type": "function", "function": {"name": name, "description": f"Does {name}.", "parameters": parameters}}


TOOLS = [
    function("transferCall", {"destination": {"type": "string", "enum": NUMBERS}}),
    *(function(f"look_up_{place}", {"account": {"type": "string"}}) for place in range(19)),
]


def request(*, stream: bool) -> bytes:
    said = [{"role": "system", "content": "You answer the telephone of a bank. Be brief."}]
    said += [{"role": "user", "content": "Good morning"}]
    return json.dumps({"model": "m", "messages": said, "tools": TOOLS, "stream": stream}).encode()


def frame(delta: dict[str, Any], finish: str | None = None) -> bytes:
    choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
    made = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices}
    return b"data: " + json.dumps(made).encode() + b"\n\n"


FRAMES = [
    *(frame({"role": "assistant", "content": word} if not at else {"content": word}) for at, word in enumerate(WORDS)),
    frame({}, "stop"),
    b"data: [DONE]\n\n",
]
MESSAGE = {"role": "assistant", "content": "".join(WORDS)}
WHOLE = json.dumps(
    {
        "id": "c",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "message": MESSAGE, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 9, "completion_tokens": 14, "total_tokens": 23},
    }
).encode()


@dataclass
class Server:
    """The model server. `pause` is between two frames; `first` when it wrote its first text."""

    pause: float = 0.0
    first: float = 0.0
    port: int = 0

    async def start(self) -> None:
        listening = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = listening.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
                body = await reader.readexactly(int(length[1])) if length else b""
                if head.startswith("GET"):
                    _write(writer, b'{"object":"list","data":[{"id":"m","object":"model"}]}')
                elif b'"stream":true' in body.replace(b" ", b""):
                    await self._stream(writer)
                else:
                    _write(writer, WHOLE)
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            writer.close()

    async def _stream(self, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
        for at, piece in enumerate(FRAMES):
            writer.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            if not at:
                self.first = time.perf_counter()
            if self.pause:
                await asyncio.sleep(self.pause)
        writer.write(b"0\r\n\r\n")


def _write(writer: asyncio.StreamWriter, body: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(body)
    writer.write(head + body)


def _ended(said: bytes) -> bool:
    """Whether an answer is whole, by its length or its last chunk."""
    head, end, body = said.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    return bool(end) and (len(body) >= int(length[1]) if length else body.endswith(b"0\r\n\r\n"))


@dataclass
class Between:
    """Whoever stands between client and model server."""

    name: str
    port: int
    pid: int | None
    headers: str = ""
    cpu: dict[str, list[float]] = field(default_factory=dict)
    late: list[float] = field(default_factory=list)
    _connection: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, body: bytes) -> tuple[float, bytes]:
        """When the first text had come, and the answer. All requests go over one connection, as clients keep it."""
        if self._connection is None:
            self._connection = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._connection
        head = f"POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\n{self.headers}"
        writer.write(f"{head}content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body)
        said, first = b"", 0.0
        while not _ended(said) and (piece := await reader.read(65536)):
            said += piece
            if not first and b'"content":"G' in said.replace(b" ", b""):
                first = time.perf_counter()
        if b" 200 " not in said[:20] or not first:
            sys.exit(f"{self.name} answered {said[:600]!r}")
        return first, said

    def spent(self) -> float:
        """Milliseconds of CPU that its process has used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / TICK

    def resident(self) -> float:
        """Its memory in MB."""
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.pid}/status").read_text())
        return int(found[1]) / 1024 if found else 0.0


async def measure(server: Server, all_between: list[Between], rounds: int, requests: int) -> None:
    bodies = {"whole": request(stream=False), "14 frames": request(stream=True)}
    for between in all_between:
        for body in bodies.values():
            for _ in range(30):
                await between.ask(body)
    for at in range(rounds):
        print(f"round {at + 1} of {rounds}", file=sys.stderr)
        for kind, body in bodies.items():
            for between in [one for one in all_between if one.pid]:
                before = between.spent()
                for _ in range(requests):
                    await between.ask(body)
                between.cpu.setdefault(kind, []).append((between.spent() - before) / requests)
        server.pause = 0.02
        for _ in range(requests // 4):
            for between in all_between:
                first, _said = await between.ask(bodies["14 frames"])
                between.late.append((first - server.first) * 1000)
        server.pause = 0.0


def table(all_between: list[Between]) -> Table:
    made = Table(title="One request with 20 tools; medians, in brackets the least and the most of all rounds")
    for column in ("between client and model", "CPU, whole", "CPU, 14 frames", "first text late", "resident"):
        made.add_column(column, justify="left" if column.startswith("between") else "right")
    for one in all_between:
        cpu = [
            f"{statistics.median(one.cpu[kind]):.2f} ms [{min(one.cpu[kind]):.2f}, {max(one.cpu[kind]):.2f}]"
            if one.cpu
            else ""
            for kind in ("whole", "14 frames")
        ]
        late = f"{statistics.median(one.late):.2f} ms"
        made.add_row(one.name, *cpu, late, f"{one.resident():.0f} MB" if one.pid else "")
    return made


def ratios(all_between: list[Between]) -> Iterator[str]:
    by_name = {one.name: one for one in all_between}
    added = statistics.median(by_name[OURS].late) - statistics.median(by_name[NOTHING].late)
    yield f"the first text leaves {added:.2f} ms later than without the gateway (wanted: at most 5)"
    theirs = by_name.get(THEIRS)
    for kind in ("whole", "14 frames") if theirs else ():
        pairs = [b / a for a, b in zip(by_name[OURS].cpu[kind], theirs.cpu[kind], strict=True)] if theirs else []
        low, high = min(pairs), max(pairs)
        yield f"{kind}: LiteLLM takes {statistics.median(pairs):.1f} × the CPU [{low:.1f}, {high:.1f}] (wanted: 8)"


@contextmanager
def litellm(folder: Path, upstream: int) -> Iterator[Between]:
    """The proxy in front of the model server, in the environment of its script."""
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "sync", "--quiet", "--locked", "--script", PROXY, "--python", sys.executable], check=True)
    found = subprocess.run([*uv, "python", "find", "--script", PROXY], capture_output=True, text=True, check=True)
    key = f"sk-{secrets.token_hex(32)}"
    params = {"model": "openai/m", "api_base": f"http://127.0.0.1:{upstream}/v1", "api_key": "none"}
    config = {"model_list": [{"model_name": "m", "litellm_params": params}], "litellm_settings": {"num_retries": 0}}
    (folder / "config.yaml").write_text(json.dumps(config))
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LITELLM_MASTER_KEY": key,
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    }
    with (folder / "proxy.log").open("w+") as log:
        process = subprocess.Popen(
            [found.stdout.strip(), str(PROXY), str(folder / "config.yaml")], stdout=log, stderr=log, env=env
        )
        try:
            port = _port(process, folder / "proxy.log")
            yield Between(THEIRS, port, process.pid, f"authorization: Bearer {key}\r\n")
        finally:
            process.kill()
            process.wait()


def _port(process: "subprocess.Popen[bytes]", log: Path) -> int:
    while process.poll() is None:
        if found := re.search(r"running on http://127\.0\.0\.1:(\d+)", log.read_text()):
            return int(found[1])
        time.sleep(0.2)
    raise RuntimeError(f"it does not start: {log.read_text()[-4000:]}")


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=200, help="of each kind in a round")
    parser.add_argument("--without-litellm", action="store_true")
    options = parser.parse_args()
    server = Server()
    await server.start()
    start: Callable[..., Awaitable[Any]] = asyncio.to_thread
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        variables = {
            "OPENAI_BASE_URL": f"http://127.0.0.1:{server.port}/v1",
            "ADAPTER_MODEL": "m",
            "ADAPTER_STORE": "memory://",
            "ADAPTER_WARM_UP": "false",
        }
        ours = await start(stack.enter_context, served(folder, variables))
        all_between = [Between(NOTHING, server.port, None), Between(OURS, ours.port, ours.pid)]
        if not options.without_litellm:
            all_between.append(await start(stack.enter_context, litellm(folder, server.port)))
        await measure(server, all_between, options.rounds, options.requests)
        console = Console()
        console.print(table(all_between))
        for line in ratios(all_between):
            console.print(line)
        packages = ", ".join(f"{name} {version(name)}" for name in ("openai", "fastapi", "uvicorn", "pydantic"))
        console.print(f"Python {platform.python_version()}, {packages}; {os.cpu_count()} cores")


if __name__ == "__main__":
    asyncio.run(main())
