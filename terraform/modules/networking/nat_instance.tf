# A single instance behind an interface of its own: routes and public address belong to the interface and survive a new
# image. EC2 recovers the instance from failed hardware by itself; a failed zone takes it along (README, "NAT").
resource "aws_network_interface" "nat_instance" {
  count = local.nat_instance ? 1 : 0

  description       = "NAT instance of ${local.name}"
  subnet_id         = aws_subnet.public[local.nat_zone].id
  security_groups   = [aws_security_group.nat_instance[0].id]
  source_dest_check = false # it forwards what is not its own

  tags = merge(local.tags, { Name = "${local.name}-nat-instance" })
}

resource "aws_eip" "nat_instance" {
  count = local.nat_instance ? 1 : 0

  domain            = "vpc"
  network_interface = aws_network_interface.nat_instance[0].id

  tags = merge(local.tags, { Name = "${local.name}-nat-instance" })

  depends_on = [aws_internet_gateway.this]
}

resource "aws_instance" "nat" {
  count = local.nat_instance ? 1 : 0

  ami                                  = var.nat.instance.ami_id
  instance_type                        = var.nat.instance.instance_type
  iam_instance_profile                 = one(aws_iam_instance_profile.nat_instance[*].name)
  instance_initiated_shutdown_behavior = "stop"
  ebs_optimized                        = true
  monitoring                           = false # detailed metrics are paid for; the five-minute ones are enough here

  user_data                   = templatefile("${path.module}/templates/nat-instance.sh.tftpl", { cidr_block = var.cidr_block })
  user_data_replace_on_change = true

  primary_network_interface {
    network_interface_id = aws_network_interface.nat_instance[0].id
  }

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
    http_protocol_ipv6          = "disabled"
    instance_metadata_tags      = "disabled"
  }

  root_block_device {
    encrypted             = true
    kms_key_id            = var.kms_key_arn
    volume_type           = "gp3"
    volume_size           = var.nat.instance.root_volume_gib
    delete_on_termination = true
    tags                  = merge(local.tags, { Name = "${local.name}-nat-instance" })
  }

  maintenance_options {
    auto_recovery = "default"
  }

  # Unlimited credits would be billed without a word.
  dynamic "credit_specification" {
    for_each = startswith(var.nat.instance.instance_type, "t") ? ["standard"] : []

    content {
      cpu_credits = credit_specification.value
    }
  }

  tags = merge(local.tags, { Name = "${local.name}-nat" })

  # The first boot installs nftables, which needs the way out.
  depends_on = [
    aws_eip.nat_instance,
    aws_network_acl_rule.this,
    aws_route.public_internet,
    aws_route_table_association.public,
    aws_vpc_security_group_egress_rule.nat_instance_to_internet,
  ]
}

resource "aws_iam_role" "nat_instance" {
  count = local.nat_instance && var.nat.instance.session_manager ? 1 : 0

  name        = "${local.iam_name}-nat-instance"
  description = "Session Manager on the NAT instance of ${local.name}"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Ec2"
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = var.partition == "aws-cn" ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com" }
    }]
  })

  tags = merge(local.tags, { Name = "${local.iam_name}-nat-instance" })
}

# The few actions a shell needs. The managed policy for this also reads every parameter of the account.
resource "aws_iam_role_policy" "nat_instance" {
  count = local.nat_instance && var.nat.instance.session_manager ? 1 : 0

  name = "session-manager"
  role = aws_iam_role.nat_instance[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Register"
        Effect   = "Allow"
        Action   = "ssm:UpdateInstanceInformation"
        Resource = "arn:${var.partition}:ec2:${var.region}:${var.account_id}:instance/*"
      },
      {
        # These actions have no resource types.
        Sid      = "Channels"
        Effect   = "Allow"
        Action   = local.endpoint_actions["ssmmessages"]
        Resource = "*"
      },
    ]
  })
}

resource "aws_iam_instance_profile" "nat_instance" {
  count = local.nat_instance && var.nat.instance.session_manager ? 1 : 0

  name = "${local.iam_name}-nat-instance"
  role = aws_iam_role.nat_instance[0].name

  tags = merge(local.tags, { Name = "${local.iam_name}-nat-instance" })
}
