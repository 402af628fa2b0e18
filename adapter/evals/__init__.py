"""Labelled cases, and what is measured and tuned with them.

`run` asks a model cases and says how well it does, `compare` says whether the newer of two results is better, and
`tune` searches for better texts. They are what the commands `eval`, `compare` and `tune` do, for notebooks and scripts.
`results` gives the rows of a result to pandas or polars.
"""

from typing import TYPE_CHECKING

from adapter.lazy import lazy_names

if TYPE_CHECKING:
    from adapter.evals.comparison.compare import compare
    from adapter.evals.comparison.comparison import Comparison
    from adapter.evals.evaluation import Evaluation, EvaluationJob, run
    from adapter.evals.inputs import ArgumentError
    from adapter.evals.metrics.summary import Summary
    from adapter.evals.metrics.thresholds import Threshold
    from adapter.evals.result_table import RESULT_COLUMNS, ResultRecord, results
    from adapter.evals.rows import Row
    from adapter.evals.tuning.tune import TuningJob, tune
    from adapter.evals.tuning.tuner import Tuning

__all__ = [
    "RESULT_COLUMNS",
    "ArgumentError",
    "Comparison",
    "Evaluation",
    "EvaluationJob",
    "ResultRecord",
    "Row",
    "Summary",
    "Threshold",
    "Tuning",
    "TuningJob",
    "compare",
    "results",
    "run",
    "tune",
]

__getattr__, __dir__ = lazy_names(
    __name__,
    {
        "RESULT_COLUMNS": "adapter.evals.result_table",
        "ArgumentError": "adapter.evals.inputs",
        "Comparison": "adapter.evals.comparison.comparison",
        "Evaluation": "adapter.evals.evaluation",
        "EvaluationJob": "adapter.evals.evaluation",
        "ResultRecord": "adapter.evals.result_table",
        "Row": "adapter.evals.rows",
        "Summary": "adapter.evals.metrics.summary",
        "Threshold": "adapter.evals.metrics.thresholds",
        "Tuning": "adapter.evals.tuning.tuner",
        "TuningJob": "adapter.evals.tuning.tune",
        "compare": "adapter.evals.comparison.compare",
        "results": "adapter.evals.result_table",
        "run": "adapter.evals.evaluation",
        "tune": "adapter.evals.tuning.tune",
    },
)
