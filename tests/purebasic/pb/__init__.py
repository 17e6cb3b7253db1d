"""An interpreter for a part of PureBasic, for tests. README.md says which part, and what it does not check."""
