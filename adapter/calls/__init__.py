"""One call over time: its state, the flow, taking a turn, the handler of many calls, and stores."""
