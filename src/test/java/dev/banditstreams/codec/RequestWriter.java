package dev.banditstreams.codec;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Schemas that a producer may write scoring requests with. */
enum RequestWriter {
    CONTRACT(SchemaFiles.contract().get("ScoringRequest")),
    CONTRACT_WITHOUT_DEFAULTS(
            "requestId 'string'",
            "userId 'string'",
            "placement 'string'",
            "candidates {'type':'array','items':'string'}",
            "candidateSet ['null','string']",
            "k 'int'",
            "exclude {'type':'array','items':'string'}",
            "deadlineMs ['null','long']",
            "eventTime 'long'",
            "context {'type':'map','values':'string'}"),
    REORDERED(
            "k 'int'",
            "exclude {'type':'array','items':'string'}",
            "userId 'string'",
            "eventTime 'long'",
            "requestId 'string'",
            "candidates {'type':'array','items':'string'}",
            "placement 'string'",
            "context {'type':'map','values':'string'}",
            "deadlineMs ['null','long']",
            "candidateSet ['null','string']"),
    TWO_SWAPPED(
            "userId 'string'",
            "requestId 'string'",
            "placement 'string'",
            "candidates {'type':'array','items':'string'}",
            "candidateSet ['null','string']",
            "k 'int'",
            "exclude {'type':'array','items':'string'}",
            "deadlineMs ['null','long']",
            "eventTime 'long'",
            "context {'type':'map','values':'string'}"),
    WITHOUT_DEFAULTED("requestId 'string'", "userId 'string'", "k 'int'", "eventTime 'long'"),
    WITH_MORE(
            "first {'type':'record','name':'First','fields':[{'name':'a','type':'bytes'}]}",
            "requestId 'string'",
            "userId 'string'",
            "candidates {'type':'array','items':'string'}",
            "between {'type':'array','items':['null','string','double']}",
            "k 'int'",
            "eventTime 'long'",
            "last {'type':'map','values':{'type':'enum','name':'Kind','symbols':['A','B']}}"),
    PROMOTED(
            "requestId 'bytes'",
            "userId 'string'",
            "placement 'bytes'",
            "candidates {'type':'array','items':'bytes'}",
            "candidateSet ['null','bytes']",
            "k 'int'",
            "exclude {'type':'array','items':'string'}",
            "deadlineMs ['null','int']",
            "eventTime 'int'",
            "context {'type':'map','values':'bytes'}"),
    OTHER_UNIONS(
            "requestId ['string']",
            "userId ['string','bytes']",
            "placement 'string'",
            "candidates [{'type':'array','items':['string','bytes']}]",
            "candidateSet ['string','null']",
            "k 'int'",
            "exclude {'type':'array','items':'string'}",
            "deadlineMs 'long'",
            "eventTime ['long','int']",
            "context {'type':'map','values':'string'}"),
    SURE_OF_A_SET(
            "requestId 'string'",
            "userId 'string'",
            "candidateSet 'string'",
            "k 'int'",
            "deadlineMs 'null'",
            "eventTime 'long'");

    @SuppressWarnings("ImmutableEnumChecker") // nothing changes it
    private final Schema schema;

    RequestWriter(Schema schema) {
        this.schema = schema;
    }

    RequestWriter(String... fields) {
        List<String> json = new ArrayList<>();
        for (String field : fields) {
            int space = field.indexOf(' ');
            String name = field.substring(0, space);
            json.add("{'name':'" + name + "','aliases':['was_" + name + "'],'type':" + field.substring(space) + "}");
        }
        this.schema = Encoded.schema("{'type':'record','name':'ScoringRequest','aliases':['Asked'],"
                + "'namespace':'dev.banditstreams.codec.avro','fields':[" + String.join(",", json) + "]}");
    }

    Schema schema() {
        return schema;
    }

    /** Whether its bytes are those of the contract. */
    boolean isWrittenAsTheContract() {
        return this == CONTRACT || this == CONTRACT_WITHOUT_DEFAULTS;
    }
}
