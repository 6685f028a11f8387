"""Calls of provider functions (`provider::aws::arn_parse(…)`)."""

from __future__ import annotations

from typing import Any

from mautic_fargate.offline_aws.server.messages import dynamic, value_of
from mautic_fargate.offline_aws.server.provider import Provider
from mautic_fargate.offline_aws.wire.stubs import pb


def call_function(provider: Provider, request: Any) -> Any:
    """The protocol's answer to a call: the result, or the function's error with the argument it is about."""
    function = provider.registry.functions.get(request.name)
    if function is None:
        error = pb.FunctionError(text=f"{provider.address} has no function {request.name} offline")
        return pb.CallFunction.Response(error=error)
    try:
        result = function.call(*(value_of(argument) for argument in request.arguments))
    except ValueError as problem:
        return pb.CallFunction.Response(error=pb.FunctionError(text=str(problem)))
    return pb.CallFunction.Response(result=dynamic(result))
