"""Lists dead letters, and drives one of them again, as it was or mended.

Usage: python3 redrive.py BOOTSTRAP_SERVERS REGISTRY_URL                           list them
       python3 redrive.py BOOTSTRAP_SERVERS REGISTRY_URL POSITION --show           decode one, e.g. scoring-requests-0@17
       python3 redrive.py BOOTSTRAP_SERVERS REGISTRY_URL POSITION --send           send its bytes again as they are
       python3 redrive.py BOOTSTRAP_SERVERS REGISTRY_URL POSITION --send k=5       the same with a field of the value set (JSON)
       python3 redrive.py BOOTSTRAP_SERVERS REGISTRY_URL POSITION --send --value FILE    with these bytes for its value
       --key KEY                                                                    with this key
Needs the packages confluent-kafka and avro (Debian: python3-confluent-kafka, python3-avro).
"""
import argparse
import io
import json
import struct
import sys
import urllib.request
import uuid

import avro.io
import avro.schema
from confluent_kafka import Consumer, Producer, TopicPartition

arguments = argparse.ArgumentParser(description="Lists dead letters, and drives one of them again.")
arguments.add_argument("brokers")
arguments.add_argument("registry")
arguments.add_argument("position", nargs="?", help="topic-partition@offset of the source record")
arguments.add_argument("--show", action="store_true")
arguments.add_argument("--send", nargs="*", metavar="FIELD=JSON")
arguments.add_argument("--value", metavar="FILE")
arguments.add_argument("--key")
options = arguments.parse_args()
if options.send is None and (options.value or options.key):
    arguments.error("--value and --key are for --send")
if options.send and options.value:
    arguments.error("give either fields to set, or the whole value")


def schema_of(value):
    if len(value) < 5 or value[0] != 0:
        sys.exit("the value is not in the Confluent wire format: send one that is, with --value FILE")
    schema_id = struct.unpack(">bI", value[:5])[1]
    with urllib.request.urlopen(f"{options.registry}/schemas/ids/{schema_id}") as answer:
        return avro.schema.parse(json.load(answer)["schema"])


def decode(value):
    return avro.io.DatumReader(schema_of(value)).read(avro.io.BinaryDecoder(io.BytesIO(value[5:])))


def dead_letters():
    """All of them, up to the end as it is now."""
    consumer = Consumer({
        "bootstrap.servers": options.brokers,
        "group.id": str(uuid.uuid4()),
        "isolation.level": "read_committed",
        "enable.auto.commit": False,
        "enable.partition.eof": True,
    })
    topic = consumer.list_topics("dead-letters", timeout=10).topics["dead-letters"]
    parts = [TopicPartition("dead-letters", partition, 0) for partition in topic.partitions]
    consumer.assign(parts)
    open_parts = len(parts)
    while open_parts > 0:
        message = consumer.poll(10)
        if message is None:
            sys.exit("no broker answers")
        if message.error():  # the end of a partition
            open_parts -= 1
        else:
            yield decode(message.value())
    consumer.close()


def position(letter):
    return f"{letter['topic']}-{letter['partition']}@{letter['offset']}"


def whole(letter, part):
    if letter[part] is not None and len(letter[part]) < letter[part + "Length"]:
        sys.exit(f"the dead letter has only the beginning of the {part}: read the record at {position(letter)} instead")
    return letter[part]


found = [letter for letter in dead_letters() if options.position in (None, position(letter))]
if options.position is None:
    for letter in found:
        print(f"{position(letter)}  {letter['reason']}  {letter['message']}")
    sys.exit()
if not found:
    sys.exit(f"there is no dead letter of {options.position}")
letter = found[0]
if options.show:
    print(json.dumps(decode(whole(letter, "value")), indent=2))
if options.send is not None:
    if options.value:
        with open(options.value, "rb") as file:
            value = file.read()
    else:
        value = whole(letter, "value")
    if options.send:
        record = decode(value)
        for change in options.send:
            field, text = change.split("=", 1)
            if field not in record:
                sys.exit(f"the record has no field {field}, but {', '.join(record)}")
            record[field] = json.loads(text)
        out = io.BytesIO(value[:5])
        out.seek(5)
        avro.io.DatumWriter(schema_of(value)).write(record, avro.io.BinaryEncoder(out))
        value = out.getvalue()
    key = options.key.encode() if options.key else whole(letter, "key")
    failures = []
    producer = Producer({
        "bootstrap.servers": options.brokers,
        "partitioner": "murmur2_random",  # where the service has that key's state
        "enable.idempotence": True,
    })

    def sent(error, message):
        if error:
            failures.append(error)
        else:
            print(f"sent as {message.topic()}-{message.partition()}@{message.offset()}")

    producer.produce(letter["topic"], key=key, value=value, on_delivery=sent)
    producer.flush()
    if failures:
        sys.exit(str(failures[0]))
