"""A directory of three places, two of which say too little to be found: what tuning is tried on."""

DIRECTORY = """\
# two places
fallback: desk
destinations:
  cards:
    type: number
    number: "+4921155660001"
    description: Cards.   # too short
  loans:
    type: number
    number: "+4921155660002"
    description: Borrowing money.
  desk:
    type: number
    number: "+4921155660010"
    description: A person at the front desk.
"""
