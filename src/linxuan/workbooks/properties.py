"""The properties that a workbook carries about itself (ECMA-376, custom properties), written and read."""

from collections.abc import Mapping

from linxuan.workbooks.parts import CONTENT_TYPES, RELATIONS, TYPES, Parts, tree, written

CUSTOM = "docProps/custom.xml"
_OWN = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_VALUES = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The identifier that the standard gives to all properties of this kind."""
_FIRST = 2
_ROOT_RELATIONS = "_rels/.rels"


def with_properties(parts: Parts, properties: Mapping[str, str]) -> Parts:
    """Return the parts with these properties, in place of those of the same name."""
    if not properties:
        return parts
    root = tree(parts.get(CUSTOM, f'<Properties xmlns="{_OWN[1:-1]}" xmlns:vt="{_VALUES[1:-1]}"/>'.encode()))
    for one in list(root):
        if one.get("name") in properties:
            root.remove(one)
    for name, value in properties.items():
        one = root.makeelement(f"{_OWN}property", {"fmtid": _FORMAT, "name": name})
        text = one.makeelement(f"{_VALUES}lpwstr", {})
        text.text = value
        one.append(text)
        root.append(one)
    for place, one in enumerate(root, start=_FIRST):
        one.set("pid", str(place))
    added = {} if CUSTOM in parts else _announced(parts)
    return {**parts, **added, CUSTOM: written(root)}


def properties_of(part: bytes) -> dict[str, str]:
    """Return the properties of a workbook by name, from their part."""
    return {str(one.get("name")): "".join(one.itertext()).strip() for one in tree(part)}


def _announced(parts: Parts) -> Parts:
    """The parts that say that there are properties."""
    types, relations = tree(parts[CONTENT_TYPES]), tree(parts[_ROOT_RELATIONS])
    types.append(types.makeelement(f"{TYPES}Override", {"PartName": f"/{CUSTOM}", "ContentType": _TYPE}))
    known = {one.get("Id") for one in relations}
    id = next(f"rIdL{place}" for place in range(len(known) + 1) if f"rIdL{place}" not in known)
    relation = {"Id": id, "Type": _RELATION, "Target": CUSTOM}
    relations.append(relations.makeelement(f"{RELATIONS}Relationship", relation))
    return {CONTENT_TYPES: written(types), _ROOT_RELATIONS: written(relations)}
