"""The prefixes of the identifiers that AWS draws: `vpc-0123…`, `fs-0123…`.

Source: AWS, the reference of each service's API (the patterns of its identifiers).
"""

from __future__ import annotations

from typing import Final

_OF_THING: Final = {
    "ami": "ami",
    "ami_copy": "ami",
    "ami_from_instance": "ami",
    "allocation": "eipalloc",
    "association": "eipassoc",
    "customer_gateway": "cgw",
    "ebs_snapshot": "snap",
    "ebs_snapshot_copy": "snap",
    "ebs_volume": "vol",
    "ec2_capacity_reservation": "cr",
    "ec2_carrier_gateway": "cagw",
    "ec2_client_vpn_endpoint": "cvpn-endpoint",
    "ec2_fleet": "fleet",
    "ec2_host": "h",
    "ec2_instance_connect_endpoint": "eice",
    "ec2_managed_prefix_list": "pl",
    "ec2_network_insights_path": "nip",
    "ec2_transit_gateway": "tgw",
    "ec2_transit_gateway_peering_attachment": "tgw-attach",
    "ec2_transit_gateway_route_table": "tgw-rtb",
    "ec2_transit_gateway_vpc_attachment": "tgw-attach",
    "efs_access_point": "fsap",
    "efs_file_system": "fs",
    "efs_mount_target": "fsmt",
    "egress_only_internet_gateway": "eigw",
    "eip": "eipalloc",
    "file_system": "fs",
    "flow_log": "fl",
    "fsx_lustre_file_system": "fs",
    "fsx_ontap_file_system": "fs",
    "fsx_openzfs_file_system": "fs",
    "fsx_windows_file_system": "fs",
    "image": "ami",
    "instance": "i",
    "internet_gateway": "igw",
    "key_pair": "key",
    "launch_template": "lt",
    "mount_target": "fsmt",
    "nat_gateway": "nat",
    "network_acl": "acl",
    "network_interface": "eni",
    "network_interface_attachment": "eni-attach",
    "placement_group": "pg",
    "prefix_list": "pl",
    "primary_network_interface": "eni",
    "route_table": "rtb",
    "route_table_association": "rtbassoc",
    "security_group": "sg",
    "security_group_rule": "sgr",
    "snapshot": "snap",
    "subnet": "subnet",
    "transit_gateway": "tgw",
    "transit_gateway_attachment": "tgw-attach",
    "transit_gateway_route_table": "tgw-rtb",
    "volume": "vol",
    "vpc": "vpc",
    "vpc_dhcp_options": "dopt",
    "vpc_endpoint": "vpce",
    "vpc_endpoint_service": "vpce-svc",
    "vpc_ipam": "ipam",
    "vpc_ipam_pool": "ipam-pool",
    "vpc_ipam_resource_discovery": "ipam-res-disco",
    "vpc_ipam_scope": "ipam-scope",
    "vpc_peering_connection": "pcx",
    "vpn_connection": "vpn",
    "vpn_gateway": "vgw",
}


def id_prefix(thing: str) -> str | None:
    """The prefix for a thing named as in a type (`ebs_volume`) or an attribute (`volume`); None: no drawn id is known."""
    return _OF_THING.get(thing)
