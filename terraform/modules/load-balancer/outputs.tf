output "access_logs_bucket_name" {
  description = "Name of the bucket of the access and connection logs, null without logs"
  value       = local.write_logs ? local.logs_bucket_name : null
}

output "arn" {
  description = "ARN of the load balancer, also of an existing one"
  value       = !var.create ? null : (var.existing_load_balancer == null ? one(aws_lb.this[*].arn) : local.existing_arn)
}

output "arn_suffix" {
  description = "Last part of the load balancer's ARN, as CloudWatch's dimension LoadBalancer wants it"
  value       = !var.create ? null : (var.existing_load_balancer == null ? one(aws_lb.this[*].arn_suffix) : local.existing_arn_suffix)
}

output "dns_name" {
  description = "DNS name of the load balancer, for alias records"
  value       = !var.create ? null : (var.existing_load_balancer == null ? one(aws_lb.this[*].dns_name) : var.existing_load_balancer.dns_name)
}

output "green_target_group_arn" {
  description = "ARN of the second target group, null without blue/green"
  value       = try(aws_lb_target_group.this["green"].arn, null)

  depends_on = [aws_lb_listener_rule.blue_green, aws_lb_listener_rule.test]
}

output "green_target_group_arn_suffix" {
  description = "Last part of the second target group's ARN, as CloudWatch's dimension TargetGroup wants it; null without blue/green"
  value       = try(aws_lb_target_group.this["green"].arn_suffix, null)
}

output "http_listener_arn" {
  description = "ARN of the listener that redirects to HTTPS, null with an existing load balancer"
  value       = one(aws_lb_listener.http[*].arn)
}

output "https_listener_arn" {
  description = "ARN of the HTTPS listener, also of an existing one"
  value       = var.create ? local.https_listener_arn : null
}

output "id" {
  description = "Identifier of the load balancer, which is its ARN, also of an existing one"
  value       = !var.create ? null : (var.existing_load_balancer == null ? one(aws_lb.this[*].id) : local.existing_arn)
}

output "production_listener_rule_arn" {
  description = "ARN of the rule whose weights ECS shifts, null without blue/green"
  value       = one(values(aws_lb_listener_rule.blue_green)[*].arn)
}

# ECS refuses a target group that no listener uses, so it is handed on when the rules stand.
output "target_group_arn" {
  description = "ARN of the target group of the web containers"
  value       = try(aws_lb_target_group.this["blue"].arn, null)

  depends_on = [aws_lb_listener_rule.blocked, aws_lb_listener_rule.blue_green, aws_lb_listener_rule.forward]
}

output "target_group_arn_suffix" {
  description = "Last part of the target group's ARN, as CloudWatch's dimension TargetGroup wants it"
  value       = try(aws_lb_target_group.this["blue"].arn_suffix, null)
}

output "target_group_name" {
  description = "Name of the target group of the web containers"
  value       = try(aws_lb_target_group.this["blue"].name, null)
}

output "test_listener_arn" {
  description = "ARN of the test listener, null without one"
  value       = one(aws_lb_listener.test[*].arn)
}

output "test_listener_rule_arn" {
  description = "ARN of the rule of the test listener whose weights ECS shifts, null without one"
  value       = one(values(aws_lb_listener_rule.test)[*].arn)
}

output "web_acl_arn" {
  description = "ARN of the web ACL before the load balancer, also of an existing one; null without"
  value       = local.associate_web_acl ? (var.waf.mode == "existing" ? var.waf.web_acl_arn : one(aws_wafv2_web_acl.this[*].arn)) : null
}

output "web_acl_log_group_name" {
  description = "Name of the log group of the web ACL, null without"
  value       = one(aws_cloudwatch_log_group.web_acl[*].name)
}

output "zone_id" {
  description = "Hosted zone of the load balancer's DNS name, for alias records"
  value       = !var.create ? null : (var.existing_load_balancer == null ? one(aws_lb.this[*].zone_id) : var.existing_load_balancer.zone_id)
}
