"""What can be wrong with a call, each with its message, its HTTP status, and the number that capcut-mate gives it."""

from collections.abc import Iterator, Mapping

from draftreel.errors import (
    BusyError,
    DraftEmpty,
    DraftNotFound,
    DraftreelError,
    EncodingError,
    MaterialError,
    MissingAddressError,
    OutputError,
    RequestError,
    SettingError,
    SoundError,
    TimeLimitError,
)
from draftreel.intake.network import NotDelivered

SUBMITTED = "Video generation task submitted, please use draft_url to check progress"
CANCELLED = "Video generation task cancelled"
CANCELLING = "Video generation task is being cancelled"
TAKEN_IN = "Draft uploaded, pass its draft_url to gen_video"
SUCCESS = "success"


class ParameterInvalid(RequestError):
    """One of our own fields is not what it may be."""

    headline = "Invalid parameter"


class BodyTooLarge(RequestError):
    """Nobody needs that many bytes to name a draft."""

    headline = "Request too large"
    code = 413


class KeyInvalid(RequestError):
    """The caller has no key to this service."""

    headline = "Invalid apiKey"
    code = 401


class TooManyRequests(RequestError):
    """The caller's key has been used more often than it may be in a minute."""

    headline = "Too many requests"
    code = 429


class NothingHere(RequestError):
    """There is nothing at this address."""

    headline = "Not found"
    code = 404


class WrongMethod(RequestError):
    """There is something at this address, but not by this method."""

    headline = "Method not allowed"
    code = 405


class TaskNotFound(RequestError):
    """No film was asked for from this draft."""

    headline = "Video generation task not found"
    code = 404


class TaskEnded(RequestError):
    """There is nothing left to cancel."""

    headline = "Video generation task has ended"
    code = 409


class ReportNotFound(RequestError):
    """The film has no report, or not yet."""

    headline = "Report not found"
    code = 404


class StatusUnknown(DraftreelError):
    """The orchestrator does not say."""

    headline = "Video task status query failed"


class SubmissionFailed(DraftreelError):
    """Anything else at submit."""

    headline = "Video generation task submission failed"


class CallFailed(DraftreelError):
    """Anything else at one of our own endpoints."""

    headline = "Internal error"


_COMPAT_CODES: Mapping[str, int] = {
    MissingAddressError.headline: 1001,
    ParameterInvalid.headline: 1001,
    OutputError.headline: 1001,
    BodyTooLarge.headline: 1001,
    RequestError.headline: 2001,
    TaskNotFound.headline: 2031,
    TaskEnded.headline: 2031,
    ReportNotFound.headline: 2031,
    KeyInvalid.headline: 2036,
}
_COMPAT_OTHER = 9998
_CHINESE: Mapping[str, str] = {
    SUCCESS: "成功",
    SUBMITTED: "视频生成任务已提交，请使用draft_url查询进度",
    TAKEN_IN: "草稿上传成功，请将draft_url传给gen_video",
    CANCELLED: "视频生成任务已取消",
    CANCELLING: "视频生成任务正在取消",
    MissingAddressError.headline: "draft_url是必填项",
    ParameterInvalid.headline: "参数校验失败",
    OutputError.headline: "输出参数无效",
    BodyTooLarge.headline: "请求体过大",
    RequestError.headline: "无效的草稿URL",
    NothingHere.headline: "接口不存在",
    WrongMethod.headline: "请求方法不允许",
    TaskNotFound.headline: "视频生成任务未找到",
    TaskEnded.headline: "视频生成任务已结束",
    ReportNotFound.headline: "报告不存在",
    KeyInvalid.headline: "无效的apiKey",
    TooManyRequests.headline: "请求过于频繁",
    StatusUnknown.headline: "视频任务状态查询失败",
    SubmissionFailed.headline: "视频生成任务提交失败",
    CallFailed.headline: "系统内部错误",
    SettingError.headline: "配置错误",
    BusyError.headline: "服务繁忙",
    DraftNotFound.headline: "草稿不存在",
    DraftEmpty.headline: "草稿内容为空",
    MaterialError.headline: "素材无法访问",
    SoundError.headline: "音频处理失败",
    EncodingError.headline: "视频编码失败",
    TimeLimitError.headline: "处理超时",
    NotDelivered.headline: "回调失败",
    DraftreelError.headline: "视频渲染失败",
}


def compat_code(error: DraftreelError) -> int:
    """capcut-mate's own number for an error."""
    return _COMPAT_CODES.get(error.headline, _COMPAT_OTHER)


def in_chinese(message: str) -> str:
    """A message of ours in Chinese; what has no translation as it is."""
    return _CHINESE.get(message, message)


def error_code(message: str) -> int:
    """The number that belongs to a run's error message, by the headline it begins with."""
    kinds = sorted(_family(DraftreelError), key=lambda kind: -len(kind.headline))
    return next((kind.code for kind in kinds if message.startswith(kind.headline)), DraftreelError.code)


def documented(message: str) -> str:
    """A run's error message; one that is not ours may tell of paths and is not repeated."""
    ours = any(message.startswith(kind.headline) for kind in _family(DraftreelError))
    return message if ours else f"{DraftreelError.headline}: the run could not be started"


def _family(kind: type[DraftreelError]) -> Iterator[type[DraftreelError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _family(child)
