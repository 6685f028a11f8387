"""Amazon Route 53: hosted zones, records, health checks."""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.account.account import GLOBAL, OUTSIDE, Object
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext, ReadContext
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.services.suppress import blocks_of, is_empty, keep, text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_ZONE: Final = "aws_route53_zone"
_RECORD: Final = "aws_route53_record"
_OUTSIDE: Final = f"{OUTSIDE}aws_route53_zone"
"""Zones that a data source imagined: kept so that records in them know their full names."""
_TOP_LEVELS: Final = ("com", "net", "org", "co.uk")
_PRIVATE_SERVERS: Final = (
    "ns-0.awsdns-00.com.",
    "ns-1024.awsdns-00.org.",
    "ns-1536.awsdns-00.co.uk.",
    "ns-512.awsdns-00.net.",
)


def plain_name(name: str) -> str:
    """A domain name as the provider keeps it: lower case, without the last dot."""
    return name.lower() if name == "." else name.lower().removesuffix(".")


def full_name(name: str, zone: str) -> str:
    """The full name of a record. The provider tests for the zone's name as a plain ending, without a dot."""
    bare = plain_name(name)
    if not bare:
        return zone
    return bare if bare.endswith(zone) else f"{bare}.{zone}"


# --- zones ------------------------------------------------------------------------------------------------------------


def _plan_zone(context: PlanContext) -> None:
    name = context.planned.get("name")
    if not isinstance(name, str):
        return
    context.planned["name"] = plain_name(name)
    if context.planned["name"] == context.before("name"):
        keep(context, "name")


def _vpcs(values: dict[str, Value]) -> set[str]:
    return {text(block.get("vpc_id")) for block in blocks_of(values, "vpc")}


def _create_zone(context: ApplyContext) -> None:
    state = context.state
    vpcs = _vpcs(state)
    for item in context.find(_ZONE, name=state.get("name")):
        if shared := vpcs & _vpcs(item.values):
            context.refuse(
                "ConflictingDomainExists",
                f"creating Route53 Hosted Zone ({state.get('name')}): The VPC {min(shared)} in region {context.region} has "
                "already been associated with another private hosted zone with the same domain name.",
            )
    id_ = "Z" + context.ids.letters(20, "id", upper=True)
    state.update({"id": id_, "zone_id": id_, "arn": f"arn:{context.partition}:route53:::hostedzone/{id_}"})
    servers = list(_PRIVATE_SERVERS) if vpcs else _name_servers(context)
    context.fill(name_servers=sorted(servers), primary_name_server=servers[0], enable_accelerated_recovery=False)
    _show_zone(context)


def _name_servers(context: ApplyContext | ReadContext) -> list[str]:
    """Four public name servers, one under each of AWS's top-level domains."""
    servers = []
    for index, top in enumerate(_TOP_LEVELS):
        number, group = context.ids.number(512, f"ns{index}") + 512 * index, context.ids.number(64, f"awsdns{index}")
        servers.append(f"ns-{number}.awsdns-{group:02d}.{top}")
    return servers


def _show_zone(context: ApplyContext) -> None:
    for block in context.blocks("vpc"):
        if is_unknown(block.get("vpc_region")) or not block.get("vpc_region"):
            block["vpc_region"] = context.region


def _update_zone(context: ApplyContext) -> None:
    prior = context.prior or {}
    had, has = _vpcs(prior), _vpcs(context.state)
    if has and not had:
        message = "You're trying to associate a VPC with a public hosted zone. Amazon Route 53 doesn't support this."
        context.refuse("PublicZoneVPCAssociation", message, "vpc")
    if had and not has:
        message = "The VPC that you're trying to disassociate from the private hosted zone is the last VPC that is associated with it."
        context.refuse("LastVPCAssociation", message, "vpc")
    _show_zone(context)


def _records_in(context: Context, zone_id: Value) -> list[Object]:
    return context.find(_RECORD, zone_id=zone_id)


def _delete_zone(context: ApplyContext) -> None:
    state = context.state
    records = _records_in(context, state.get("zone_id"))
    if state.get("force_destroy") is True:
        for item in records:
            context.account.remove(item)
        return
    apex = state.get("name")
    if any(not (item["fqdn"] == apex and item["type"] in {"NS", "SOA"}) for item in records):
        context.refuse(
            "HostedZoneNotEmpty",
            f"deleting Route53 Hosted Zone ({state.get('id')}): The specified hosted zone contains non-required resource "
            "record sets and so cannot be deleted.",
        )


def _zone_name(context: Context, zone_id: Value) -> str | None:
    """The name of a zone that the stack made or a data source found."""
    found = context.lookup(_ZONE, zone_id) or context.lookup(_OUTSIDE, zone_id)
    return None if found is None else text(found["name"])


# --- records ----------------------------------------------------------------------------------------------------------


def _plan_record(context: PlanContext) -> None:
    name = context.planned.get("name")
    if isinstance(name, str):
        context.planned["name"] = plain_name(name)
        if context.planned["name"] == context.before("name"):
            keep(context, "name")


def _name_record(context: ApplyContext) -> None:
    state = context.state
    name, zone = text(state.get("name")), _zone_name(context, state.get("zone_id"))
    fqdn = full_name(name, zone) if zone is not None else name if "." in name else f"{name}.example.com".lstrip(".")
    parts = [text(state.get("zone_id")), name, text(state.get("type"))]
    if state.get("set_identifier"):
        parts.append(text(state["set_identifier"]))
    state["id"], state["fqdn"] = "_".join(parts), fqdn.replace("\\052.", "*.")


def _check_record(context: ApplyContext, own: Value = None) -> None:
    """What Route 53 refuses of one change."""
    state = context.state
    name, type_ = text(state.get("fqdn")), state.get("type")
    apex = _zone_name(context, state.get("zone_id"))
    if type_ == "CNAME" and name == apex:
        _invalid(context, f"RRSet of type CNAME with DNS name {name}. is not permitted at apex in zone {apex}.")
    others = [item for item in _records_in(context, state.get("zone_id")) if item["fqdn"] == name and item.id != own]
    for item in others:
        if (item["type"] == "CNAME") != (type_ == "CNAME"):
            _invalid(context, f"RRSet of type {type_} with DNS name {name}. is not permitted because a conflicting RRSet of type "
                     f"{item['type']} with the same DNS name already exists in zone {apex}.")  # fmt: skip
    if own is not None or state.get("allow_overwrite") is True:
        return
    same = [item for item in others if item["type"] == type_ and item["set_identifier"] == state.get("set_identifier")]
    if same or (name == apex and type_ in {"NS", "SOA"}):
        _invalid(context, f"Tried to create resource record set [name='{name}.', type='{type_}'] but it already exists")


def _invalid(context: ApplyContext, reason: str) -> None:
    context.refuse("InvalidChangeBatch", f"creating Route53 Record: [{reason}]")


def _create_record(context: ApplyContext) -> None:
    _name_record(context)
    _check_record(context)
    context.fill(allow_overwrite=False)


def _update_record(context: ApplyContext) -> None:
    fqdn = context.state.get("fqdn")
    _name_record(context)
    if isinstance(fqdn, str):
        context.state["fqdn"] = fqdn
    _check_record(context, (context.prior or {}).get("id"))


def _record_import(id_: str) -> dict[str, Value]:
    """`ZONE_NAME_TYPE[_SET]`; the name may itself start with an underscore."""
    zone, _, rest = id_.partition("_")
    types = (
        "A",
        "AAAA",
        "CAA",
        "CNAME",
        "DS",
        "HTTPS",
        "MX",
        "NAPTR",
        "NS",
        "PTR",
        "SOA",
        "SPF",
        "SRV",
        "SSHFP",
        "SVCB",
        "TLSA",
        "TXT",
    )
    parts = rest.split("_")
    for index in range(len(parts) - 1, -1, -1):
        if parts[index] in types:
            values: dict[str, Value] = {"zone_id": zone, "name": "_".join(parts[:index]), "type": parts[index]}
            if index + 1 < len(parts):
                values["set_identifier"] = "_".join(parts[index + 1 :])
            return values
    raise ValueError(f"unexpected format of ID ({id_}), expected ZONEID_RECORDNAME_TYPE_SET-IDENTIFIER")


# --- health checks ------------------------------------------------------------------------------------------------------


def _plan_health_check(context: PlanContext) -> None:
    kind = context.planned.get("type")
    if isinstance(kind, str):
        context.planned["type"] = kind.upper()
        if context.planned["type"] == context.before("type"):
            keep(context, "type")
    if context.before("triggers") and is_empty(context.planned.get("triggers")):
        keep(context, "triggers")


# --- data sources -------------------------------------------------------------------------------------------------------


def _read_zone(context: ReadContext) -> dict[str, Value]:
    config = context.config
    zone_id, name = text(config.get("zone_id")), plain_name(text(config.get("name")))
    if zone_id and name:
        context.warn("only one of `zone_id` or `name` may be set")
        return {}
    vpc = config.get("vpc_id")
    private = bool(config.get("private_zone")) or bool(vpc)
    if zone_id:
        found = [item] if (item := context.lookup(_ZONE, zone_id)) else []
    else:
        tags = context.wants_tags().items()
        found = [
            item
            for item in context.find(_ZONE)
            if (not name or item["name"] == name)
            and bool(_vpcs(item.values)) == private
            and (not vpc or vpc in _vpcs(item.values))
            and tags <= (item["tags_all"] or {}).items()
        ]
    if len(found) > 1:
        context.refuse(
            "multiple Route 53 Hosted Zones matched; use additional constraints to reduce matches to a single Route 53 Hosted Zone"
        )
    if found:
        shown = ("arn", "comment", "name", "name_servers", "primary_name_server", "zone_id")
        values = {key: found[0][key] for key in shown} | {"id": found[0].id, "tags": found[0]["tags_all"] or {}}
        records = len(_records_in(context, found[0].id)) + 2
    else:
        values, records = _imagined_zone(context, zone_id, name, private=private), 2
    return values | {
        "private_zone": private or bool(found and _vpcs(found[0].values)),
        "caller_reference": context.ids.uuid("caller_reference"),
        "resource_record_set_count": records,
        "linked_service_description": "",
        "linked_service_principal": "",
    }


def _imagined_zone(context: ReadContext, zone_id: str, name: str, *, private: bool) -> dict[str, Value]:
    if not zone_id:
        zone_id = "Z" + context.ids.letters(20, "id", upper=True)
    known = context.lookup(_OUTSIDE, zone_id)
    name = name or (text(known["name"]) if known else "example.com")
    if known is None:
        context.account.put(Object(_OUTSIDE, zone_id, GLOBAL, context.account_id, {"name": name}))
    servers = list(_PRIVATE_SERVERS) if private else _name_servers(context)
    return {
        "id": zone_id,
        "zone_id": zone_id,
        "arn": f"arn:{context.partition}:route53:::hostedzone/{zone_id}",
        "name": name,
        "comment": "",
        "name_servers": servers,
        "primary_name_server": servers[0],
        "tags": dict(context.wants_tags()),
    }


SERVICE = Service(
    resources=(
        Resource(
            _ZONE,
            plan=_plan_zone,
            create=_create_zone,
            update=_update_zone,
            delete=_delete_zone,
            import_id=lambda id_: {"id": id_, "zone_id": id_},
        ),
        Resource(
            _RECORD,
            plan=_plan_record,
            create=_create_record,
            update=_update_record,
            import_id=_record_import,
        ),
        Resource(
            "aws_route53_health_check",
            id="{uuid}",
            arn="arn:{partition}:route53:::healthcheck/{id}",
            values={"failure_threshold": lambda _context: 3},
            plan=_plan_health_check,
        ),
    ),
    data_sources=(DataSource(_ZONE, _read_zone),),
)
