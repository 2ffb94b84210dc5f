"""Encodes and decodes records with Confluent's Python client, for the tests.

usage: exchange.py decode <registry url>                            base64 of a record a line -> its JSON a line
       exchange.py encode <registry url> <topic> <schema file>      JSON of a record a line -> its base64 a line
"""

import base64
import json
import sys

from confluent_kafka import avro
from confluent_kafka.avro import CachedSchemaRegistryClient
from confluent_kafka.avro.serializer.message_serializer import MessageSerializer


def main(command, url, *rest):
    registry = CachedSchemaRegistryClient({"url": url})
    serializer = MessageSerializer(registry)
    lines = [line for line in sys.stdin.read().splitlines() if line]
    if command == "decode":
        for line in lines:
            record = serializer.decode_message(base64.b64decode(line))
            print(json.dumps(record, default=lambda value: {"bytes": value.hex()}))
    elif command == "encode":
        topic, schema_file = rest
        schema = avro.load(schema_file)
        for line in lines:
            record = serializer.encode_record_with_schema(topic, schema, json.loads(line))
            print(base64.b64encode(record).decode())
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])
