"""A small stack with many phases, for tests that start the command."""

from __future__ import annotations

STACK = """
variable "name" {
  type    = string
  default = "small"
}
variable "queues" {
  type    = number
  default = 2
}
provider "aws" {
  region = "eu-central-1"
}
resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = var.name }
}
resource "aws_subnet" "this" {
  vpc_id     = aws_vpc.this.id
  cidr_block = cidrsubnet(aws_vpc.this.cidr_block, 8, 1)
}
resource "aws_sqs_queue" "this" {
  count = var.queues
  name  = "${var.name}-${count.index}"
}
resource "aws_iam_role" "this" {
  name               = var.name
  assume_role_policy = data.aws_iam_policy_document.this.json
}
data "aws_caller_identity" "this" {}
data "aws_iam_policy_document" "this" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [data.aws_caller_identity.this.account_id]
    }
  }
}
"""
