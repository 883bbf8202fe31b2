"""What an answer of a schema looks like: its own example where it has one, else one made of the types of its parts."""

from typing import Any

BY_FORMAT = {
    "date": "2023-05-12",
    "date-time": "2023-05-12T09:30:00+08:00",
    "binary": "",
    "uri": "https://example.gov.cn/",
}
BY_NAME = {
    "call": "prize-2023",
    "procedure": "enterprise",
    "track": "enterprise",
    "applicant": "示例有限公司",
    "number": "QY-0101",
    "reason": "",
    "clause": "二(一)",
    "next": None,
    "after": None,
}
"""Parts that are called the same everywhere."""
BY_TYPE: dict[str, Any] = {
    "string": "…",
    "integer": 1,
    "number": 1.5,
    "boolean": True,
    "null": None,
    "array": [],
    "object": {},
}


def example_of(schema: dict[str, Any], schemas: dict[str, Any], name: str = "", depth: int = 0) -> Any:
    """Return an example that a schema allows; a list has one entry, a schema within itself none."""
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas, name, depth)
    if schema.get("examples"):
        return schema["examples"][0]
    for known in ("const", "default"):
        if known in schema:
            return schema[known]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        choices = schema["anyOf"]
        named = name in BY_NAME and BY_NAME[name] is None and {"type": "null"} in choices
        return None if named else example_of(choices[0], schemas, name, depth)
    return _of_type(schema, schemas, name, depth)


def _of_type(schema: dict[str, Any], schemas: dict[str, Any], name: str, depth: int) -> Any:
    kind = schema.get("type", "object")
    if kind == "object" and "properties" in schema:
        return {
            part: example_of(inner, schemas, part, depth + 1) for part, inner in schema["properties"].items()
        }
    if kind == "array" and "prefixItems" in schema:
        return [example_of(inner, schemas, name, depth + 1) for inner in schema["prefixItems"]]
    if kind == "array" and depth < DEEPEST:
        return [example_of(schema.get("items", {}), schemas, name, depth + 1)]
    if kind == "string":
        return BY_FORMAT.get(schema.get("format", ""), BY_NAME.get(name) or BY_TYPE[kind])
    return BY_TYPE[kind]


DEEPEST = 8
"""Lists deeper than that are shown empty: a schema may hold itself."""
