"""Which services a folder of AWS's documentation describes, by botocore's names."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from drift.api import Service

OTHERS: Mapping[str, tuple[str, ...]] = {
    "AmazonCloudWatch": ("cloudwatch", "logs", "synthetics"),
    "AmazonCloudWatchLogs": ("logs",),
    "AmazonS3": ("s3", "s3control", "s3tables"),
    "SchemaConversionTool": ("dms",),
    "appstream2": ("appstream",),
    "apigateway": ("apigateway", "apigatewayv2"),
    "autoscaling/application": ("application-autoscaling",),
    "autoscaling/ec2": ("autoscaling",),
    "autoscaling/plans": ("autoscaling-plans",),
    "aws-cost-management": ("ce", "budgets", "cur", "bcm-data-exports", "cost-optimization-hub"),
    "awsaccountbilling": ("ce", "budgets"),
    "cognito": ("cognito-idp", "cognito-identity"),
    "cognito-user-identity-pools": ("cognito-idp",),
    "cost-management": ("ce", "budgets", "bcm-data-exports"),
    "documentdb": ("docdb", "docdb-elastic"),
    "ebs": ("ec2", "ebs"),
    "emr-on-eks": ("emr-containers",),
    "eventbridge": ("events", "eventbridgev2", "pipes", "schemas"),
    "inspector": ("inspector2",),
    "kinesisanalytics": ("kinesisanalyticsv2",),
    "lexv2": ("lexv2-models", "lexv2-runtime"),
    "macie": ("macie2",),
    "managed-flink": ("kinesisanalyticsv2",),
    "msk": ("kafka", "kafkaconnect"),
    "prometheus": ("amp",),
    "quick": ("quicksight",),
    "serverless-application-model": ("serverlessrepo",),
    "singlesignon": ("sso-admin", "identitystore"),
    "streams": ("kinesis",),
    "systems-manager": ("ssm",),
    "timestream": ("timestream-write", "timestream-query"),
    "ts-influxdb": ("timestream-influxdb",),
    "vpc": ("ec2",),
    "vpn": ("ec2",),
    "waf": ("wafv2", "shield"),
}
"""Where the folder, or two, is not the service's name, or speaks of several services."""


@cache
def plain(name: str) -> str:
    """Spell a service as folders and clients do: without Amazon, AWS and anything but letters and digits."""
    words = re.sub(r"^(amazon|aws)(?=[a-z0-9])", r"\1 ", name.lower())
    return re.sub(r"[^a-z0-9]|\b(amazon|aws)\b", "", words)


def services(path: str, known: Iterable[Service]) -> frozenset[str]:
    """Find the services that a page of the documentation describes; none where it describes none."""
    folder, _, rest = path.strip("/").partition("/")
    special = OTHERS.get(f"{folder}/{rest.partition('/')[0]}") or OTHERS.get(folder)
    if special:
        return frozenset(special)
    return frozenset(service.name for service in known if plain(folder) in map(plain, service.names))
