"""What the configured model server can and cannot: `examine` asks it a few harmless things before a caller does."""

from adapter.doctor.diagnosis import Check, Diagnosis
from adapter.doctor.examination import examine
from adapter.doctor.profile_file import check_target, write_profile
from adapter.doctor.store import examine_store

__all__ = ["Check", "Diagnosis", "check_target", "examine", "examine_store", "write_profile"]
