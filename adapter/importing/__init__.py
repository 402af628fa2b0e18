"""From what people have on Vapi to a directory file and a prompt: an assistant, a squad, tools, lists of them.

`import_export` reads and puts together, `Imported.write` writes. It is what `transfer-adapter import` does.
"""

from adapter.importing.export_file import Imported, import_export
from adapter.importing.fallback import Ask, Fallback

__all__ = ["Ask", "Fallback", "Imported", "import_export"]
