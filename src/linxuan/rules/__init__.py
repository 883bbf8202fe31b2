"""The rule language: text → terms (`parse`) → faults (`check`), outcome (`evaluate`), reason (`explain`).

What it can say stands in `docs/rule-language.md`. `terms` is the closed set that everything else works on;
`scope` and `record` are what an expression may speak of and what is known; `functions` is the table of
functions, `calls` what they do, `missing` what an unknown outcome waits for, `print` the way back to text.
"""
