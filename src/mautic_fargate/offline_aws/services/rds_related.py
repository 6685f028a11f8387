"""What belongs to a database instance: snapshots and the roles of its features.

Source: the provider's resourceSnapshot* and resourceInstanceRoleAssociation*.
"""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.services.context import ApplyContext
from mautic_fargate.offline_aws.services.ec2_zones import zones_of
from mautic_fargate.offline_aws.services.rds_common import find_database
from mautic_fargate.offline_aws.services.rds_engines import default_version, engine_called
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import Value


def _role_association_id(context: ApplyContext) -> str:
    return f"{context.state.get('db_instance_identifier')},{context.state.get('role_arn')}"


def _import_role_association(id_: str) -> dict[str, Value]:
    database, separator, role = id_.partition(",")
    if not separator or not role:
        raise ValueError(f"unexpected format of ID ({id_}), expected DB-INSTANCE-ID,ROLE-ARN")
    return {"id": id_, "db_instance_identifier": database, "role_arn": role}


def _associate_role(context: ApplyContext) -> None:
    state = context.state
    wanted = {name: state.get(name) for name in ("db_instance_identifier", "feature_name")}
    if context.find("aws_db_instance_role_association", **wanted):
        message = f"The feature {state.get('feature_name')} of DB Instance {state.get('db_instance_identifier')} already has a role"
        context.refuse("DBInstanceRoleAlreadyExists", message, "feature_name")


def _create_snapshot(context: ApplyContext) -> None:
    state = context.state
    state["id"] = state.get("db_snapshot_identifier")
    source = find_database(context, state.get("db_instance_identifier"))
    values = source.values if source is not None else {}
    zone = values.get("availability_zone") or zones_of(context.region)[0].name
    engine = str(values.get("engine") or "mysql")
    context.fill(
        allocated_storage=values.get("allocated_storage") or 20,
        availability_zone=zone,
        db_snapshot_arn=context.arn("rds", f"snapshot:{state['id']}"),
        encrypted=values.get("storage_encrypted") is True,
        engine=engine,
        engine_version=values.get("engine_version_actual") or default_version(engine),
        iops=values.get("iops") or 0,
        kms_key_id=values.get("kms_key_id") or "",
        license_model=values.get("license_model") or engine_called(engine).license,
        option_group_name=values.get("option_group_name") or "",
        port=values.get("port") or engine_called(engine).port,
        snapshot_type="manual",
        source_db_snapshot_identifier="",
        source_region="",
        status="available",
        storage_type=values.get("storage_type") or "gp3",
    )


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_db_instance_role_association",
            id=_role_association_id,
            create=_associate_role,
            import_id=_import_role_association,
        ),
        Resource("aws_db_snapshot", create=_create_snapshot),
    )
)
