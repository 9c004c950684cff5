"""What every part of a draft is made of: records that read anything, and turn garbage into defaults."""

import math
from typing import Annotated, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None
"""What a JSON text can hold."""

TIME_LIMIT = 10**15
"""Times are held within plus and minus this many microseconds (31 years)."""

NUMBER_LIMIT = 1e12
"""Numbers are held within plus and minus this."""


class Record(BaseModel):
    """An object of the draft file: every key may be missing, a value of the wrong type is the default."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        allow_inf_nan=False,
        coerce_numbers_to_str=True,
        validate_by_name=True,
        validate_by_alias=True,
    )

    @model_validator(mode="wrap")
    @classmethod
    def _garbage_is_the_default(cls, value: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return handler(value)
        except ValidationError as exc:
            if not isinstance(value, dict):
                raise
            return handler(_without_garbage(value, exc))


def _without_garbage(raw: dict[object, object], exc: ValidationError) -> dict[object, object]:
    wrong = {error["loc"][0] for error in exc.errors(include_url=False, include_context=False, include_input=False)}
    return {key: value for key, value in raw.items() if key not in wrong}


def _held(value: float) -> float:
    return min(max(value, -NUMBER_LIMIT), NUMBER_LIMIT)


def _whole(value: object) -> object:
    if not isinstance(value, (int, float, str)):
        return value
    number = value if isinstance(value, int) else float(value)
    if isinstance(number, float) and not math.isfinite(number):
        raise ValueError("not a number")
    return min(max(round(number), -TIME_LIMIT), TIME_LIMIT)


def _only_objects(value: object) -> object:
    return [item for item in value if isinstance(item, (dict, BaseModel))] if isinstance(value, (list, tuple)) else ()


def _only_strings(value: object) -> object:
    return [item for item in value if isinstance(item, str)] if isinstance(value, (list, tuple)) else ()


def _only_numbers(value: object) -> object:
    return [item for item in value if _is_number(item)] if isinstance(value, (list, tuple)) else ()


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and abs(value) <= NUMBER_LIMIT


T = TypeVar("T")

Number = Annotated[float, AfterValidator(_held)]
"""A finite number, held within `NUMBER_LIMIT`."""

Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number, rounded when it is written as a float; held within `TIME_LIMIT`. Times are microseconds."""

Several = Annotated[tuple[T, ...], BeforeValidator(_only_objects)]
"""The objects of a list; whatever else is in it is left out."""

Strings = Annotated[tuple[str, ...], BeforeValidator(_only_strings)]
"""The strings of a list."""

Numbers = Annotated[tuple[float, ...], BeforeValidator(_only_numbers)]
"""The finite numbers of a list."""
