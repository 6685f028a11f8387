"""Values for types whose smallest legal configuration (by schema and facts) AWS or the provider's own code would refuse.

They are merged over the smallest configuration; None takes an argument out. A list of types that need them shows where our
facts end: the provider's Go functions and AWS's own rules.
"""

from __future__ import annotations

import json
from typing import Any, Final

from mautic_fargate.offline_aws.services.backup import RESOURCE_TYPES

_REGION, _ACCOUNT = "us-east-1", "123456789012"
_LB: Final = f"arn:aws:elasticloadbalancing:{_REGION}:{_ACCOUNT}"
_TARGET_GROUP: Final = f"{_LB}:targetgroup/a/0123456789abcdef"
_LISTENER: Final = f"{_LB}:listener/app/a/0123456789abcdef/0123456789abcdef"
_BALANCER: Final = f"{_LB}:loadbalancer/app/a/0123456789abcdef"
_FILE_SYSTEM: Final = "fs-0123456789abcdef0"
_SUBNETS: Final = ["subnet-0123456789abcdef0", "subnet-0fedcba9876543210"]
_POLICY: Final = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
)
_TRUST: Final = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}],
    }
)
_SCALABLE: Final = {
    "scalable_dimension": "ecs:service:DesiredCount",
    "service_namespace": "ecs",
    "resource_id": "service/a/b",
}
_AFTER_TARGET: Final = {"depends_on": ["aws_appautoscaling_target.this"]}
_FORWARD: Final = [{"type": "forward", "target_group_arn": _TARGET_GROUP}]
_LISTENER_VALUES: Final = {"load_balancer_arn": _BALANCER, "port": 80, "default_action": _FORWARD}
_LISTENER_RULE: Final = {
    "listener_arn": _LISTENER,
    "action": _FORWARD,
    "condition": [{"path_pattern": [{"values": ["/a"]}]}],
}
_TARGETS: Final = {"port": 80, "protocol": "HTTP", "vpc_id": "vpc-0123456789abcdef0"}

SMOKE_VALUES: Final[dict[str, dict[str, Any]]] = {
    "aws_acm_certificate": {"domain_name": "www.example.com", "validation_method": "DNS"},
    "aws_alb": {"subnet_mapping": None, "subnets": _SUBNETS},
    "aws_alb_listener": _LISTENER_VALUES,
    "aws_alb_listener_rule": _LISTENER_RULE,
    "aws_alb_target_group": _TARGETS,
    "aws_appautoscaling_policy": _SCALABLE
    | _AFTER_TARGET
    | {
        "policy_type": "StepScaling",
        "step_scaling_policy_configuration": [
            {
                "adjustment_type": "ChangeInCapacity",
                "step_adjustment": [{"scaling_adjustment": 1, "metric_interval_lower_bound": "0"}],
            }
        ],
    },
    "aws_appautoscaling_scheduled_action": _SCALABLE | _AFTER_TARGET | {"schedule": "rate(1 day)"},
    "aws_appautoscaling_target": _SCALABLE,
    "aws_autoscaling_group": {"availability_zones": ["us-east-1a"]},
    # The provider reads every type's setting, so whatever is left out shows as a change.
    "aws_backup_region_settings": {"resource_type_opt_in_preference": dict.fromkeys(RESOURCE_TYPES, True)},
    "aws_backup_vault_lock_configuration": {"backup_vault_name": "example"},
    "aws_backup_vault_notifications": {"backup_vault_name": "example"},
    "aws_ce_anomaly_subscription": {"subscriber": [{"type": "EMAIL", "address": "ops@example.com"}]},
    "aws_cloudfront_distribution": {
        "default_cache_behavior": [
            {
                "allowed_methods": ["GET", "HEAD"],
                "cached_methods": ["GET", "HEAD"],
                "target_origin_id": "example",
                "viewer_protocol_policy": "redirect-to-https",
                "cache_policy_id": "658327ea-f89d-4fab-a63d-7e88639e58f6",
            }
        ]
    },
    "aws_cloudwatch_composite_alarm": {"alarm_rule": 'ALARM("one")'},
    "aws_cloudwatch_dashboard": {"dashboard_body": json.dumps({"widgets": []})},
    "aws_cloudwatch_event_archive": {"event_source_arn": f"arn:aws:events:{_REGION}:{_ACCOUNT}:event-bus/default"},
    "aws_cloudwatch_event_rule": {"event_pattern": json.dumps({"source": ["aws.ecs"]})},
    "aws_cloudwatch_log_metric_filter": {
        "metric_transformation": [{"name": "a", "namespace": "b", "value": "1"}],
    },
    "aws_db_instance": {
        "instance_class": "db.t4g.medium",
        "engine": "mysql",
        "allocated_storage": 20,
        "username": "admin",
        "password": "not-a-real-password",
        "skip_final_snapshot": True,
    },
    "aws_db_subnet_group": {"subnet_ids": _SUBNETS},
    "aws_ebs_volume": {"availability_zone": "us-east-1a", "size": 8},
    "aws_ecr_lifecycle_policy": {
        "policy": json.dumps(
            {
                "rules": [
                    {
                        "rulePriority": 1,
                        "selection": {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 5},
                        "action": {"type": "expire"},
                    }
                ]
            }
        )
    },
    "aws_ecs_account_setting_default": {"name": "containerInsights", "value": "enabled"},
    "aws_ecs_task_definition": {
        "family": "a",
        "container_definitions": json.dumps([{"name": "a", "image": "example", "memory": 128, "essential": True}]),
    },
    "aws_efs_access_point": {"file_system_id": _FILE_SYSTEM},
    "aws_efs_backup_policy": {"file_system_id": _FILE_SYSTEM, "backup_policy": [{"status": "ENABLED"}]},
    "aws_efs_file_system_policy": {"file_system_id": _FILE_SYSTEM, "policy": _POLICY},
    "aws_efs_mount_target": {"file_system_id": _FILE_SYSTEM, "subnet_id": _SUBNETS[0]},
    "aws_efs_replication_configuration": {"source_file_system_id": _FILE_SYSTEM},
    "aws_flow_log": {"iam_role_arn": f"arn:aws:iam::{_ACCOUNT}:role/logs", "traffic_type": "ALL"},
    "aws_iam_group_policy": {"policy": _POLICY},
    "aws_iam_policy": {"policy": _POLICY},
    "aws_iam_role": {"assume_role_policy": _TRUST},
    "aws_iam_role_policy": {"policy": _POLICY},
    "aws_iam_user_policy": {"policy": _POLICY},
    "aws_instance": {"ami": "ami-0123456789abcdef0", "instance_type": "t3.micro"},
    "aws_lambda_alias": {"function_version": "1"},
    "aws_lambda_event_source_mapping": {"event_source_arn": f"arn:aws:sqs:{_REGION}:{_ACCOUNT}:jobs"},
    "aws_lambda_function": {"handler": "main.handler", "runtime": "python3.12"},
    "aws_lb": {"subnet_mapping": None, "subnets": _SUBNETS},
    "aws_lb_listener": _LISTENER_VALUES,
    "aws_lb_listener_rule": _LISTENER_RULE,
    "aws_lb_target_group": _TARGETS,
    "aws_nat_gateway": {"allocation_id": "eipalloc-0123456789abcdef0", "subnet_id": _SUBNETS[0]},
    "aws_network_acl_rule": {"protocol": "tcp", "from_port": 80, "to_port": 80},
    "aws_rds_cluster": {"skip_final_snapshot": True},
    "aws_rds_cluster_instance": {"instance_class": "db.r6g.large"},
    "aws_route53_health_check": {"fqdn": "www.example.com"},
    "aws_s3_bucket_versioning": {"versioning_configuration": [{"status": "Enabled"}]},
    "aws_scheduler_schedule": {"schedule_expression": "rate(1 day)"},
    # The name works as well, but the provider stores the ARN and so replaces it in the next plan.
    "aws_secretsmanager_secret_rotation": {"secret_id": f"arn:aws:secretsmanager:{_REGION}:{_ACCOUNT}:secret:a-AbCdEf"},
    "aws_service_discovery_public_dns_namespace": {"name": "example.com"},
    "aws_subnet": {"cidr_block": "10.0.1.0/24"},
    "aws_vpc": {"cidr_block": "10.0.0.0/16"},
    "aws_wafv2_web_acl_logging_configuration": {
        "log_destination_configs": [f"arn:aws:logs:{_REGION}:{_ACCOUNT}:log-group:aws-waf-logs-example"]
    },
}
