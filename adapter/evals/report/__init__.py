"""Reports: one HTML page for a result, and one for a comparison. Nothing in them is fetched."""

from adapter.evals.report.comparison import Story, comparison_html
from adapter.evals.report.result import report_html

__all__ = ["Story", "comparison_html", "report_html"]
