"""Publishes one scoring request and prints its recommendation.

Usage: python3 ask.py BOOTSTRAP_SERVERS REGISTRY_URL [USER]
Needs the packages confluent-kafka and avro (Debian: python3-confluent-kafka, python3-avro).
"""
import io
import json
import struct
import sys
import time
import urllib.request
import uuid

import avro.io
import avro.schema
from confluent_kafka import Consumer, Producer

BROKERS, REGISTRY = sys.argv[1], sys.argv[2]
USER = sys.argv[3] if len(sys.argv) > 3 else "u1"


def get(path):
    return json.load(urllib.request.urlopen(REGISTRY + path))


def encode(topic, record):
    """The Confluent wire format: a zero byte, the schema's id in four bytes, the Avro bytes."""
    latest = get(f"/subjects/{topic}-value/versions/latest")
    out = io.BytesIO()
    out.write(struct.pack(">bI", 0, latest["id"]))
    avro.io.DatumWriter(avro.schema.parse(latest["schema"])).write(record, avro.io.BinaryEncoder(out))
    return out.getvalue()


def decode(value):
    schema_id = struct.unpack(">bI", value[:5])[1]
    schema = avro.schema.parse(get(f"/schemas/ids/{schema_id}")["schema"])
    return avro.io.DatumReader(schema).read(avro.io.BinaryDecoder(io.BytesIO(value[5:])))


consumer = Consumer({
    "bootstrap.servers": BROKERS,
    "group.id": str(uuid.uuid4()),
    "auto.offset.reset": "earliest",
    "isolation.level": "read_committed",  # without it, answers of transactions that were rolled back
})
consumer.subscribe(["recommendations", "dead-letters"])

producer = Producer({
    "bootstrap.servers": BROKERS,
    "partitioner": "murmur2_random",  # librdkafka's default would send a user's records where the user's state is not
    "enable.idempotence": True,
})
request_id = str(uuid.uuid4())
producer.produce("scoring-requests", key=USER, value=encode("scoring-requests", {
    "requestId": request_id,
    "userId": USER,
    "placement": "home",
    "candidates": ["a", "b", "c"],
    "candidateSet": None,
    "k": 2,
    "exclude": [],
    "deadlineMs": None,
    "eventTime": int(time.time() * 1000),
    "context": {},
}))
producer.flush()

end = time.time() + 30
while time.time() < end:
    message = consumer.poll(1)
    if message is None or message.error():
        continue
    record = decode(message.value())
    if message.topic() == "recommendations" and record["requestId"] == request_id:
        print(json.dumps(record, indent=2))
        break
    if message.topic() == "dead-letters" and message.key() == USER.encode():
        print(f"{record['reason']}: {record['message']}")
else:
    sys.exit(f"no answer to {request_id} within 30 s: is the service running?")
