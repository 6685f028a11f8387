output "arn" {
  description = "ARN of the certificate, requested here or given; perhaps not issued yet"
  value       = var.create ? (var.certificate.create ? one(aws_acm_certificate.this[*].arn) : var.certificate_arn) : null
}

output "certificate_arn" {
  description = "ARN of the certificate once it is issued (with certificate.wait_for_validation), or the one given"
  value = var.create ? (
    !var.certificate.create ? var.certificate_arn
    : var.certificate.wait_for_validation ? one(aws_acm_certificate_validation.this[*].certificate_arn) : one(aws_acm_certificate.this[*].arn)
  ) : null
}

output "fqdns" {
  description = "Names that lead to the load balancer, sorted"
  value       = sort([for record in aws_route53_record.ipv4 : record.fqdn])
}

output "health_check_arn" {
  description = "ARN of the health check, null without one"
  value       = one(aws_route53_health_check.this[*].arn)
}

output "health_check_id" {
  description = "Identifier of the health check, as CloudWatch's dimension HealthCheckId wants it; null without one"
  value       = one(aws_route53_health_check.this[*].id)
}

output "id" {
  description = "Identifier of the certificate, which is its ARN"
  value       = var.create ? (var.certificate.create ? one(aws_acm_certificate.this[*].id) : var.certificate_arn) : null
}

output "validation_record_fqdns" {
  description = "Names of the validation records, by name they prove"
  value       = { for name, record in aws_route53_record.validation : name => record.fqdn }
}
