"""random, null, time, tls, local, archive, http and external beside AWS."""

from __future__ import annotations

from mautic_fargate.engine import Options

RANDOM = """
variable "keeper" { default = "a" }
resource "random_id" "this" {
  byte_length = 4
  keepers     = { on = var.keeper }
}
resource "random_integer" "this" {
  min     = 10
  max     = 20
  keepers = { on = var.keeper }
}
resource "random_password" "this" {
  length      = 20
  min_upper   = 2
  min_special = 1
  keepers     = { on = var.keeper }
}
resource "random_string" "this" {
  length  = 8
  special = false
  upper   = false
  keepers = { on = var.keeper }
}
resource "random_pet" "this" { keepers = { on = var.keeper } }
resource "random_uuid" "this" { keepers = { on = var.keeper } }
resource "random_bytes" "this" {
  length  = 3
  keepers = { on = var.keeper }
}
resource "random_shuffle" "this" {
  input        = ["a", "b", "c"]
  result_count = 2
  keepers      = { on = var.keeper }
}
"""


def test_random_is_stable_and_keepers_replace(live) -> None:
    life = live(RANDOM)
    life.settled()
    before = life.values()
    assert 10 <= before["random_integer.this"]["result"] <= 20
    assert len(before["random_password.this"]["result"]) == 20
    assert before["random_string.this"]["result"].islower() or before["random_string.this"]["result"].isalnum()
    assert len(before["random_id.this"]["hex"]) == 8
    assert set(before["random_shuffle.this"]["result"]) < {"a", "b", "c"}
    other = Options(vars={"keeper": "b"})
    actions = life.actions(other)
    assert set(actions) == set(before)
    assert set(actions.values()) == {"delete then create"}
    life.settled(other)
    life.destroy(other)


OTHERS = """
variable "trigger" { default = "a" }
resource "null_resource" "this" { triggers = { on = var.trigger } }
resource "time_static" "this" { triggers = { on = var.trigger } }
resource "time_offset" "this" {
  offset_days = 3
  triggers    = { on = var.trigger }
}
resource "time_rotating" "this" {
  rotation_days = 30
  triggers      = { on = var.trigger }
}
resource "time_sleep" "this" {
  create_duration = "30s"
  triggers        = { on = var.trigger }
}
resource "tls_private_key" "this" { algorithm = "ED25519" }
resource "tls_self_signed_cert" "this" {
  private_key_pem       = tls_private_key.this.private_key_pem
  validity_period_hours = 12
  allowed_uses          = ["server_auth"]
  subject { common_name = "example.com" }
}
resource "aws_key_pair" "this" {
  key_name   = "key"
  public_key = tls_private_key.this.public_key_openssh
}
resource "local_file" "this" {
  filename = "${path.module}/made.txt"
  content  = "made"
}
data "local_file" "this" { filename = "${path.module}/given.txt" }
data "archive_file" "this" {
  type        = "zip"
  output_path = "${path.module}/made.zip"
  source {
    content  = "print(1)"
    filename = "main.py"
  }
}
resource "aws_lambda_function" "this" {
  function_name    = "f"
  role             = "arn:aws:iam::123456789012:role/lambda"
  handler          = "main.handler"
  runtime          = "python3.12"
  filename         = data.archive_file.this.output_path
  source_code_hash = data.archive_file.this.output_base64sha256
}
data "http" "this" { url = "https://example.com/ip" }
data "external" "this" { program = ["echo", "{}"] }
output "given" { value = data.local_file.this.content }
output "offset" { value = time_offset.this.rfc3339 }
"""


def test_the_other_small_providers(live) -> None:
    life = live({"main.tf": OTHERS, "given.txt": "given"})
    outputs = life.apply().outputs
    assert outputs == {"given": "given", "offset": "2024-01-04T00:00:00Z"}
    assert life.actions() == {}
    values = life.values()
    assert values["tls_private_key.this"]["public_key_openssh"].startswith("ssh-ed25519 ")
    other = Options(vars={"trigger": "b"})
    actions = life.actions(other)
    assert {name.split(".")[0] for name in actions} >= {"null_resource", "time_static", "time_offset", "time_sleep"}
    life.settled(other)
    life.destroy(other)
    assert not (life.directory / "made.zip").exists(), "nothing is written into the user's folder"
    assert not (life.directory / "made.txt").exists()


def test_equal_siblings_keep_their_own_values(live) -> None:
    life = live('resource "random_password" "this" {\n count = 3\n length = 16\n}')
    life.apply()
    before = life.values()
    assert len({values["result"] for values in before.values()}) == 3
    assert life.plan().plan.drift == ()
    life.apply(Options(refresh_only=True))
    assert life.values() == before
