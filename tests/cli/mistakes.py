"""Deliberate mistakes: what is wrong, in which file, variable or option, and what the message must name."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CARDS = 'type: number, number: "+4921155660001", description: Lost cards.'
GOOD = f"destinations:\n  cards: {{{CARDS}}}\n"
CASE = '{"id": "a", "text": "my card is gone", "expect": "cards"}\n'
PROMPT = "---\ndescription: Mine.\nsentences:\n  en: {greeting: Hello.}\n---\nYou connect callers.\n"
SERVER = {"OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "ADAPTER_MODEL": "m"}


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """A command line in a folder with files (`directory.yaml` and `cases.jsonl` are right unless they are given here),
    and what must stand on stderr: what is wrong, where, and what to do. `code` is how it ends."""

    command: str
    says: tuple[str, ...]
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    code: int = 1
    lines: int | None = None
    """Lines of stderr, where it matters that they are few."""


def directory(text: str, *says: str, command: str = "check directory.yaml", lines: int | None = None) -> Mistake:
    """A directory file that is wrong."""
    return Mistake(command=command, files={"directory.yaml": text}, says=says, lines=lines)


def destination(fields: str, *says: str, policy: str = "") -> Mistake:
    """A destination with a field that is wrong, in line 3."""
    text = f"destinations:\n  cards:\n    {{{fields}}}\n" if not policy else ""
    text = text or f"destinations:\n  cards:\n    {{{fields}, policy: {{{policy}}}}}\n"
    return directory(text, "directory.yaml:3: destination cards: ", *says)


def prompt(text: str, *says: str) -> Mistake:
    """A prompt file that is wrong."""
    return Mistake(
        command="tools -d directory.yaml --prompt mine",
        files={"prompts/mine/v1.md": text},
        env={"ADAPTER_PROMPTS_DIR": "prompts"},
        says=says,
    )


def cases(text: str, *says: str) -> Mistake:
    """A case file that is wrong."""
    return Mistake(command="eval -d directory.yaml -c cases.jsonl", files={"cases.jsonl": text}, says=says)


def scenario(text: str, *says: str) -> Mistake:
    """A scenario that is wrong."""
    return Mistake(command="mock-model --port 0 --scenario s.yaml", files={"s.yaml": text}, says=says)


def setting(name: str, value: str, *says: str, command: str = "tools -d directory.yaml") -> Mistake:
    """A variable that is wrong."""
    return Mistake(command=command, env={name: value}, says=(name, *says), lines=1)


def usage(command: str, *says: str, **env: str) -> Mistake:
    """A command line that makes no sense."""
    return Mistake(command=command, says=says, env=env, code=64)


DIRECTORIES = {
    "no such file": Mistake(command="check nosuch.yaml", says=("nosuch.yaml: there is no such file",), lines=1),
    "a folder": Mistake(command="tools -d .", says=(".: this is a folder; name the file in it",), lines=1),
    "nothing in it": directory("", "directory.yaml: the file is empty"),
    "not UTF-8": Mistake(
        command="check directory.yaml",
        files={"directory.yaml": b"destinations:\n  # M\xfcller\n"},
        says=("directory.yaml:2: is not UTF-8: save it in that encoding",),
    ),
    "a tab": directory("destinations:\n\tcards: {}\n", "directory.yaml:2: ", "a tab is in the way"),
    "a quotation mark is not closed": directory(
        'destinations:\n  cards: {number: "+49}\n', "directory.yaml:", "a quotation mark is opened and never closed"
    ),
    "a brace is not closed": directory("destinations:\n  cards: {type: number\n", "a brace { is not closed"),
    "an indent that does not fit": directory(
        "destinations:\n    cards: {}\n  fraud: {}\n", "directory.yaml:3: ", "mend its indent"
    ),
    "a colon in a text": directory(
        "destinations:\n  cards:\n    description: Cards: lost ones\n", "directory.yaml:3: ", "quote the text"
    ),
    "a name without a colon": directory("destinations:\n  cards\n  fraud: {}\n", "directory.yaml:", "colon"),
    "a key twice": directory(
        f"destinations:\n  cards: {{{CARDS}}}\n  cards: {{{CARDS}}}\n",
        "directory.yaml:3: destination cards: is given twice, first in line 2",
    ),
    "a field misspelt": destination(CARDS.replace("description", "desciption"), "did you mean description?"),
    "a field in the wrong place": destination(f"{CARDS}, hours: Mo-Fr", "hours: ", "it belongs under policy"),
    "a field that there is not": destination(f"{CARDS}, colour: red", "colour: is no known field"),
    "a setting misspelt": directory(f"fallbak: cards\n{GOOD}", "directory.yaml:1: fallbak: ", "did you mean fallback?"),
    "no destinations": directory("fallback: cards\n", "directory.yaml: has no destinations"),
    "a number without quotes": destination(
        "type: number, number: +4921155660001", "number: must be text: put it in quotes"
    ),
    "a number as dialled at home": destination('type: number, number: "0211 5566"', "number: must be an E.164 number"),
    "no number": directory(
        "destinations:\n  cards: {type: number}\n", "directory.yaml:2: destination cards: number: is missing"
    ),
    "no type": directory(
        f"destinations:\n  cards: {{{CARDS.removeprefix('type: number, ')}}}\n",
        "directory.yaml:2: destination cards: type: is missing: write type: number",
    ),
    "a key with a hyphen": directory(f"destinations:\n  my-cards: {{{CARDS}}}\n", "my_cards would do"),
    "a fallback that there is not": directory(f"fallback: crads\n{GOOD}", "fallback: ", "did you mean cards?"),
    "hours that cannot be read": destination(
        CARDS, "policy.hours: is no opening_hours syntax", "Mo-Fr 08:00-20:00", policy='hours: "8 to 5"'
    ),
    "hours without a time zone": destination(
        CARDS, "policy.hours: needs policy.timezone", "Europe/Berlin", policy='hours: "Mo-Fr 08:00-20:00"'
    ),
    "a time zone misspelt": destination(
        CARDS, "policy.timezone: ", "did you mean Europe/Berlin?", policy="timezone: Europe/Belrin"
    ),
    "a digit of two": destination(CARDS, "policy.digit: must be one key of a telephone", policy='digit: "12"'),
    "attempts as a word": destination(CARDS, "policy.attempts: must be a number", policy="attempts: two"),
    "a flag as a word": destination(CARDS, "policy.pinned: must be true or false", policy="pinned: maybe"),
    "a mode misspelt": destination(
        f"{CARDS}, transferPlan: {{mode: blind-transfr}}", "transferPlan.mode: ", "did you mean blind-transfer?"
    ),
    "a time out of range": destination(
        f"{CARDS}, transferPlan: {{mode: blind-transfer, timeout: 601}}", "transferPlan.timeout: must be at most 600"
    ),
    "a number in a description": destination(
        'type: number, number: "+4921155660001", description: "Call 0211 55660001."', "description: ", "remove it"
    ),
    "a variable that is not closed": directory(
        f'destinations:\n  cards: {{{CARDS}, message: "Hello {{{{ customer.name"}}\n',
        "destination cards: message: cannot be rendered: a }} is missing",
    ),
    "a variable that there is not": directory(
        f'destinations:\n  cards: {{{CARDS}, message: "Hello {{{{ customer.numbr }}}}"}}\n',
        "destination cards: message: there is no variable customer.numbr",
        "did you mean customer.number?",
    ),
    "a pattern that cannot be read": directory(
        f'rejectionPlan: {{conditions: [{{type: regex, regex: "(card"}}]}}\n{GOOD}',
        "directory.yaml:1: rejectionPlan.conditions[0].regex: cannot be used: a bracket ( is not closed",
    ),
    "more mistakes than anybody reads": directory(
        "destinations:\n" + "".join(f"  d{at}: {{type: number}}\n" for at in range(40)),
        "directory.yaml:2: destination d0: number: is missing",
        "and 35 more: --all names them",
        lines=6,
    ),
    "a JSON text without quotes": Mistake(
        command="check d.json",
        files={"d.json": '[{"number": cards}]\n'},
        says=("d.json:1: not valid JSON: a value is missing here, or a text has no double quotes",),
    ),
    "a JSON file with a comma too many": Mistake(
        command="check d.json", files={"d.json": "[{},\n]"}, says=("d.json:1: not valid JSON: a comma before ]",)
    ),
}

PROMPTS = {
    "no such prompt": Mistake(
        command="tools -d directory.yaml --prompt nobody", says=("prompt 'nobody': no ", "there is receptionist")
    ),
    "no such version": Mistake(
        command="tools -d directory.yaml --prompt receptionist@v99", says=("receptionist@v99", "receptionist has v1")
    ),
    "no reference": Mistake(
        command="tools -d directory.yaml --prompt Nobody!", says=("prompt 'Nobody!'", "write it as name or name@v2")
    ),
    "no front matter": prompt(
        "You connect callers.\n", "prompts/mine/v1.md: ", "front matter between two lines of ---"
    ),
    "no description": prompt("---\nsentences: {en: {}}\n---\nYou.\n", "v1.md: description: is missing"),
    "no sentences": prompt("---\ndescription: Mine.\n---\nYou.\n", "v1.md: sentences: is missing"),
    "no language": prompt("---\ndescription: x\nsentences: {}\n---\nYou.\n", "sentences: at least one language"),
    "a sentence misspelt": prompt(
        PROMPT.replace("greeting", "greting"), "v1.md:4: sentences.en.greting: ", "did you mean greeting?"
    ),
    "a sentence that is a number": prompt(PROMPT.replace("Hello.", "5"), "v1.md:4: sentences.en.greeting: ", "quotes"),
    "a sentence that would be silence": prompt(
        PROMPT.replace("greeting: Hello.", 'apology: ""'), "v1.md:4: sentences.en.apology: must not be empty"
    ),
    "hang_up in quotes": prompt(
        PROMPT.replace("sentences", 'hang_up: "true"\nsentences', 1), "v1.md:3: hang_up: must be true or false"
    ),
    "front matter that is no YAML": prompt(
        PROMPT.replace("Mine.", "Mine: yours"), "v1.md:2: not valid YAML: ", "quote the text"
    ),
    "a list where a sentence is": prompt(
        PROMPT.replace("Hello.", "[a, b]"), "v1.md:4: sentences.en.greeting: must be text"
    ),
    "a variable of a sentence that is not closed": prompt(
        PROMPT.replace("Hello.", '"Hi {{ company"'), "v1.md:4: sentences.en.greeting: a }} is missing"
    ),
    "a tag of the system prompt that is not closed": prompt(
        PROMPT + "{% if company %}\nMore.\n", "v1.md: system prompt: {% endif %} is missing"
    ),
    "a tag of the system prompt that there is not": prompt(
        PROMPT + "Always.\n{% iff company %}x{% endif %}\n", "v1.md:8: system prompt: there is no tag {% iff %}"
    ),
    "a filter that there is not": prompt(PROMPT + "{{ company | upcse }}\n", "there is no filter upcse"),
    "labels that are none": Mistake(
        command="tools -d directory.yaml --prompt mine@live",
        files={"prompts/mine/v1.md": PROMPT, "prompts/labels.yaml": "mine: v1\n"},
        env={"ADAPTER_PROMPTS_DIR": "prompts"},
        says=("labels.yaml:1: mine: must be an object", "receptionist: {production: v1}"),
    ),
    "a folder of prompts that there is not": setting(
        "ADAPTER_PROMPTS_DIR", "nowhere", "nowhere: there is no such folder"
    ),
}

CASES = {
    "no such case file": Mistake(
        command="eval -d directory.yaml -c no.jsonl", says=("no.jsonl: there is no such file",)
    ),
    "a directory without cases": usage("eval -d directory.yaml", "--cases", "which case file?"),
    "a line that is no JSON": cases("card, cards\n", "cases.jsonl:1: case: not valid JSON", "one JSON object"),
    "a comma after a line": cases(CASE.strip() + ",\n", "cases.jsonl:1: case: not valid JSON", "no comma after it"),
    "a field of a case misspelt": cases(CASE.replace("text", "txt"), "cases.jsonl:1: txt: ", "did you mean text?"),
    "a case without words": cases('{"id": "a", "expect": null}\n', "cases.jsonl:1: case: give text, or messages"),
    "a case without an id": cases('{"text": "x", "expect": null}\n', "cases.jsonl:1: id: is missing"),
    "a label that is a number": cases(CASE.replace('"cards"', "5"), "cases.jsonl:1: expect: must be the key"),
    "an id twice": cases(CASE + CASE, "cases.jsonl:2: id: 'a' has come before, in line 1"),
    "a dialogue that ends with the assistant": cases(
        '{"id": "a", "messages": [{"role": "assistant", "content": "Hi"}], "expect": null}\n',
        "cases.jsonl:1: case: messages must end with the caller's words",
    ),
    "a role that there is not": cases(
        '{"id": "a", "messages": [{"role": "caller", "content": "Hi"}], "expect": null}\n',
        "cases.jsonl:1: messages[0].role: must be user or assistant",
    ),
    "a must that is a word": cases(CASE.replace("}", ', "must": "yes"}'), "cases.jsonl:1: must: must be true or false"),
    "fifty lines that are wrong": Mistake(
        command="eval -d directory.yaml -c cases.jsonl",
        files={"cases.jsonl": '{"id": "a", "expect": null, "words": "x"}\n' * 50},
        says=("cases.jsonl:1: words: is no known field", "and 45 more"),
        lines=6,
    ),
    "a key that no destination has": cases(CASE.replace('"cards"', '"crads"'), "case a: expect: crads: ", "cards"),
    "a department that there is not": Mistake(
        command="cases from-csv t.csv -d directory.yaml",
        files={"t.csv": "text,department\nhello,Nowhere\n"},
        says=("t.csv:2: department: the directory has no destination 'Nowhere'", "--map Nowhere=KEY"),
    ),
    "a table with a quotation mark that is not closed": Mistake(
        command="eval -d directory.yaml -c t.csv",
        files={"t.csv": 'text,department\n"my card,cards\n'},
        says=("t.csv:2: a quotation mark is opened and never closed",),
    ),
    "a tag that no case has": Mistake(
        command="eval -d directory.yaml -c cases.jsonl --tag de", says=("no case is tagged de; there are no tags",)
    ),
}

EVALUATION = {
    "a threshold of no metric": usage("eval -d directory.yaml -c cases.jsonl --min acuracy=.9", "no such metric"),
    "a threshold without a value": usage("eval -d directory.yaml -c cases.jsonl --max accuracy", "accuracy=0.9"),
    "no times at all": usage("eval -d directory.yaml -c cases.jsonl --repeat 0", "--repeat", "must be at least 1"),
    "a time without a zone": usage("eval -d directory.yaml -c cases.jsonl --at 2026-06-17T10:00", "--at", "or now"),
    "a result folder that is a file": Mistake(
        command="eval -d directory.yaml -c cases.jsonl --out cases.jsonl/out", says=("--out cases.jsonl/out: ",)
    ),
    "prices without a currency": Mistake(
        command="eval -d directory.yaml -c cases.jsonl --prices p.yaml",
        files={"p.yaml": "models: {}\n"},
        says=("p.yaml: currency: is missing", "what is wanted is a price in money"),
    ),
    "a price below nothing": Mistake(
        command="eval -d directory.yaml -c cases.jsonl --prices p.yaml",
        files={"p.yaml": "currency: EUR\nmodels:\n  m: {input: -1, output: 2}\n"},
        says=("p.yaml:3: models.m.input: must be at least 0",),
    ),
    "a weight of an outcome misspelt": Mistake(
        command="eval -d directory.yaml -c cases.jsonl --weights w.yaml",
        files={"w.yaml": "weights:\n  misssed: 2\n"},
        says=("w.yaml:2: weights", "did you mean missed?"),
    ),
    "a weight that is a word": Mistake(
        command="eval -d directory.yaml -c cases.jsonl --weights w.yaml",
        files={"w.yaml": "weights: {missed: heavy}\n"},
        says=("w.yaml:1: weights.missed: must be a number",),
    ),
    "results that there are not": usage("compare no-a no-b", "no-a"),
    "a folder that holds no results": usage("compare . .", "results.jsonl"),
    "results of something else": Mistake(
        command="compare a a",
        files={"a/summary.json": "{}", "a/results.jsonl": '{"id": "a"}\n'},
        says=("a/results.jsonl:1: repeat: is missing", "no result of this release's `transfer-adapter eval`"),
        code=64,
    ),
}

SCENARIOS = {
    "no such scenario": Mistake(
        command="mock-model --port 0 --scenario s.yaml", says=("s.yaml: there is no such file",), lines=1
    ),
    "a scenario that is a list": scenario("- rules\n", "s.yaml: a scenario is a mapping with `rules`"),
    "rules misspelt": scenario("rulez: []\n", "s.yaml:1: rulez: ", "did you mean rules?"),
    "a rule without a reply": scenario("rules:\n  - name: a\n", "s.yaml:2: rule 1 (a): reply: is missing"),
    "a reply misspelt": scenario("rules: [{reply: {sai: x}}]\n", "rule 1: reply.sai: ", "say"),
    "a fault that there is not": scenario("rules: [{reply: {fault: stal}}]\n", "reply.fault: ", "did you mean stall?"),
    "a pattern of Python that cannot be read": scenario(
        "rules: [{match: {regex: '('}, reply: {say: x}}]\n", "match.regex: is no regular expression", "at character 1"
    ),
    "a turn before the first": scenario(
        "rules: [{match: {turn: 0}, reply: {say: x}}]\n", "match.turn: must be at least 1"
    ),
    "a cassette that is none": Mistake(
        command="mock-model --port 0 --cassette c.yaml", files={"c.yaml": "a: 1\n"}, says=("c.yaml: not a cassette",)
    ),
}

SETTINGS = {
    "an API that there is not": setting("ADAPTER_API", "grpc", "must be chat or responses"),
    "an exposure that there is not": setting("ADAPTER_EXPOSURE", "eech", "did you mean each?"),
    "a number format that there is not": setting("ADAPTER_NUMBER_FORMAT", "national", "must be e164 or e164-no-plus"),
    "no time to answer in": setting("ADAPTER_RESPOND_WITHIN", "0", "must be more than 0"),
    "a time as a word": setting("ADAPTER_MODEL_TIMEOUT", "soon", "must be a number"),
    "a time beyond measure": setting("ADAPTER_MODEL_TIMEOUT", "1000", "must be at most 300"),
    "tokens for half a word": setting("ADAPTER_MAX_TOKENS", "3", "must be at least 16"),
    "a temperature of fever": setting("ADAPTER_TEMPERATURE", "39", "must be at most 2"),
    "a switch as a word": setting("ADAPTER_STREAM", "perhaps", "must be true or false"),
    "further fields that are no JSON": setting("ADAPTER_MODEL_EXTRA", "{a: 1}", "is not JSON"),
    "further fields that are a list": setting("ADAPTER_MODEL_EXTRA", "[]", "must be an object"),
    "a language that is none": setting("ADAPTER_LANGUAGE", "german!", "must be a language tag, such as en or de-AT"),
    "a token with a line break": setting("ADAPTER_TOKEN", "hunter2\nhunter2", "no line break"),
    "a public URL with a path": setting("ADAPTER_PUBLIC_URL", "https://calls.example/x", "such as https://"),
    "hosts with a scheme": setting("ADAPTER_VAPI_CONTROL_HOSTS", "https://vapi.ai", "without scheme"),
    "a tool without its argument": setting("ADAPTER_GATEWAY_TOOL", "transfer", "such as transfer:target"),
    "an origin that is none": setting("ADAPTER_ALLOWED_ORIGINS", "calls.example", "https://"),
    "a profile that there is not": setting(
        "ADAPTER_MODEL_PROFILE", "gtp", "no such file", command="decide -d directory.yaml -t hi --model m"
    ),
    "a profile with a field misspelt": Mistake(
        command="decide -d directory.yaml -t hi --model m",
        files={"p.yaml": "name: mine\ntemprature: 1\n"},
        env={**SERVER, "ADAPTER_MODEL_PROFILE": "p.yaml"},
        says=("p.yaml:2: temprature: is no known field: did you mean temperature?",),
    ),
    "no directory named": Mistake(command="tools", says=("ADAPTER_DIRECTORY or --directory: which directory file?",)),
}

VARIABLES = {
    "a variable misspelt": Mistake(
        command="tools -d directory.yaml",
        env={"ADAPTER_MODLE": "m"},
        says=("ADAPTER_MODLE is set but means nothing here: did you mean ADAPTER_MODEL?",),
        code=0,
        lines=1,
    ),
    "a variable misspelt where the file is wrong, too": Mistake(
        command="check nosuch.yaml",
        env={"ADAPTER_LANGUAG": "de"},
        says=("did you mean ADAPTER_LANGUAGE?", "nosuch.yaml"),
    ),
    "a variable that is like none": Mistake(
        command="schema", env={"ADAPTER_ZZZ": "1"}, says=("ADAPTER_ZZZ is set but means nothing here\n",), code=0
    ),
    "the old name of the base URL": Mistake(
        command="decide -d directory.yaml -t hi",
        env={"OPENAI_API_BASE": "http://127.0.0.1:9/v1"},
        says=("OPENAI_API_BASE is set but means nothing here: did you mean OPENAI_BASE_URL?", "offline: "),
        code=0,
    ),
    "neither key nor URL": Mistake(
        command="eval -d directory.yaml -c cases.jsonl",
        says=("offline: neither OPENAI_API_KEY nor OPENAI_BASE_URL is set", "set one of them to ask a model"),
        code=0,
    ),
    "offline by name": Mistake(
        command="decide -d directory.yaml -t hi --model offline",
        says=("offline: ADAPTER_MODEL or --model says so",),
        code=0,
    ),
}

ADDRESSES = {
    "a model without a server": Mistake(
        command="decide -d directory.yaml -t hi --model m", says=("set OPENAI_API_KEY, or OPENAI_BASE_URL",), lines=1
    ),
    "a base URL without a scheme": setting(
        "OPENAI_BASE_URL", "127.0.0.1:8000/v1", "such as http://", command="decide -d directory.yaml -t hi --model m"
    ),
    "a base URL with a password": setting(
        "OPENAI_BASE_URL",
        "http://me:hunter2@127.0.0.1:9/v1",
        "a key belongs in OPENAI_API_KEY",
        command="decide -d directory.yaml -t hi --model m",
    ),
    "a key with a space": setting(
        "OPENAI_API_KEY", "sk-hunter2 key", "no spaces", command="decide -d directory.yaml -t hi"
    ),
    "the fallback's URL without a scheme": Mistake(
        command="decide -d directory.yaml -t hi",
        env={**SERVER, "ADAPTER_FALLBACK_BASE_URL": "localhost"},
        says=("ADAPTER_FALLBACK_BASE_URL: not an address",),
    ),
    "nobody at the base URL": Mistake(
        command="decide -d directory.yaml -t hi",
        env=SERVER,
        says=("model m: nothing answers at http://127.0.0.1:9/v1: ", "set OPENAI_BASE_URL to where it is"),
        code=3,
        lines=1,
    ),
    "nobody at either URL": Mistake(
        command="decide -d directory.yaml -t hi",
        env={**SERVER, "ADAPTER_FALLBACK_MODEL": "n", "ADAPTER_FALLBACK_BASE_URL": "http://127.0.0.1:10/v1"},
        says=("model m: nothing answers at", "model n: nothing answers at", "set ADAPTER_FALLBACK_BASE_URL"),
        code=3,
        lines=2,
    ),
}

SERVICE = {
    "a store that there is not": Mistake(
        command="serve -d directory.yaml --store mysql://x", says=("--store: use mem",)
    ),
    "a store in a folder that there is not": Mistake(
        command="serve -d directory.yaml --store sqlite:///no/such/calls.db", says=("ADAPTER_STORE or --store: ",)
    ),
    "a store without a file": Mistake(command="serve -d directory.yaml --store sqlite://", says=("--store: ",)),
    "two processes over one memory": Mistake(
        command="serve -d directory.yaml --store memory:// --workers 2",
        says=("--workers: memory:// is not shared", "use"),
    ),
    "the world without a token": Mistake(
        command="serve -d directory.yaml --host 0.0.0.0", says=("--host 0.0.0.0: set ADAPTER_TOKEN",)
    ),
    "an address of another machine": Mistake(
        command="serve -d directory.yaml --host 192.0.2.1 --store memory://",
        env={"ADAPTER_TOKEN": "a-token-of-mine"},
        says=("--host 192.0.2.1 --port 8080: ",),
    ),
    "a carrier's key that is none": Mistake(
        command="serve -d directory.yaml --store memory://",
        env={"ADAPTER_TELNYX_PUBLIC_KEY": "no-such-key"},
        says=("ADAPTER_TELNYX_PUBLIC_KEY",),
    ),
    "a directory that is wrong": directory(
        "destinations: {}\n", "destinations: must hold at least one destination", command="serve -d directory.yaml"
    ),
}

OTHERS = {
    "doctor of a file that is wrong": directory(
        "destinations: {}\n", "directory.yaml:1: ", command="doctor -d directory.yaml"
    ),
    "doctor without a directory": Mistake(command="doctor", says=("ADAPTER_DIRECTORY or --directory",), lines=1),
    "tune of cases that are wrong": Mistake(
        command="tune -d directory.yaml -c cases.jsonl",
        files={"cases.jsonl": "{}\n"},
        says=("cases.jsonl:1: ", "is missing"),
    ),
    "cases that are wrong": Mistake(
        command="cases check cases.jsonl",
        files={"cases.jsonl": "[]\n"},
        says=("cases.jsonl:1: case: must be an object",),
    ),
    "a record that is none": Mistake(
        command="cases from-record cases.jsonl", says=("cases.jsonl:1: not a line of a decision record",)
    ),
    "tools for Vapi of a file that is wrong": Mistake(
        command="vapi-tools -d no.yaml", says=("no.yaml: there is no such",)
    ),
    "MCP with a file that is wrong": Mistake(command="mcp -d no.yaml", says=("no.yaml: there is no such file",)),
}

USAGE = {
    "a command that there is not": usage("serv", "serv"),
    "an option that there is not": usage("tools --direktory x", "--direktory"),
    "an option without its value": usage("tools -d", "-d"),
    "decide without words": usage("decide -d directory.yaml", "--text"),
    "an API that tools has not": usage("tools -d directory.yaml --api grpc", "--api", "chat"),
    "an exposure as an option": usage("tools -d directory.yaml --exposure some", "--exposure", "single"),
    "a platform that there is not": usage("check directory.yaml --platform pigeon", "--platform", "sipgate, vapi"),
    "a port that there is not": usage("serve -d directory.yaml --port 99999", "--port", "must be at most 65535"),
    "a port that is a word": usage("mock-model --port http", "--port", "must be a whole number"),
    "check without a file": usage("check", "check FILE", "--directory", "ADAPTER_DIRECTORY"),
    "check with two files": usage("check directory.yaml -d other.yaml", "give the file once"),
    "two schemas": usage("schema --scenario --cassette", "one schema at a time"),
}

MISTAKES = {
    name: mistake
    for group in (
        *(DIRECTORIES, PROMPTS, CASES, EVALUATION, SCENARIOS, SETTINGS, VARIABLES, ADDRESSES, SERVICE, OTHERS, USAGE),
    )
    for name, mistake in group.items()
}
