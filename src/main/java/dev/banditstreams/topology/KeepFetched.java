package dev.banditstreams.topology;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.EntityType;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.Topic;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was read from a feature store: a user in the store of this task, an item in the item table, until it comes
 * back through learn, which owns it.
 *
 * <p>Newer features by event time stay. For one thread.
 */
final class KeepFetched {

    private final ProcessorContext<Object, Object> context;
    private final BoundedStore<EntityState> users;
    private final ItemTable items;
    private final Rules<FeatureRecord> userRules;
    private final Rules<FeatureRecord> itemRules;
    private final Codec<EntityState> codec;
    private final int recordBytes;

    KeepFetched(
            ProcessorContext<Object, Object> context,
            Deployment deployment,
            ScoringOptions options,
            BoundedStore<EntityState> users,
            ItemTable items) {
        this.context = context;
        this.users = users;
        this.items = items;
        userRules = FeatureRules.ofUsers(deployment.limits());
        itemRules = FeatureRules.ofItems(deployment.limits(), options.itemFeatures());
        codec = deployment.codecs().fetchedItems(deployment.topics().of(Topic.FETCHED_ITEMS));
        recordBytes = deployment.limits().recordBytes();
    }

    /** @return the answer, or a failure where it says what can't be kept */
    FeatureAnswer keep(EntityKey entity, FeatureAnswer answer) {
        long now = context.currentSystemTimeMs();
        if (answer instanceof FeatureAnswer.Found found) {
            return entity.type() == EntityType.USER
                    ? keepUser(entity.id(), found, now)
                    : keepItem(entity.id(), found, now);
        }
        if (answer instanceof FeatureAnswer.Missing) {
            confirm(entity, now);
        }
        return answer;
    }

    private FeatureAnswer keepUser(String userId, FeatureAnswer.Found found, long now) {
        Refusal fault = fault(userRules, userId, found, now);
        if (fault == null) {
            EntityState before = users.get(userId);
            EntityState fetched = fetched(userId, found, now);
            EntityState after = before == null ? fetched : before.then(fetched);
            if (!after.equals(before) && users.put(userId, after) == null) {
                fault = users.tooLarge("the user");
            }
        }
        return fault == null ? found : failed(fault);
    }

    private FeatureAnswer keepItem(String itemId, FeatureAnswer.Found found, long now) {
        Refusal fault = fault(itemRules, itemId, found, now);
        if (fault != null) {
            return failed(fault);
        }
        EntityState fetched = fetched(itemId, found, now);
        byte[] key = Bytes.utf8(itemId);
        byte[] value = codec.encode(fetched);
        if (key.length + value.length > recordBytes) {
            return new FeatureAnswer.Failed(
                    FailureCode.TOO_LARGE, "item " + itemId + " would be more than " + recordBytes + " bytes");
        }
        ItemTable.Taken taken = items.putFetched(fetched);
        if (taken != ItemTable.Taken.TWICE) {
            context.forward(new Record<>(key, value, now), ScoreTopology.FETCHED_ITEMS);
        }
        return taken == ItemTable.Taken.NO_ROOM
                ? new FeatureAnswer.Failed(FailureCode.SATURATED, "too many fetched items are not in the table yet")
                : found;
    }

    /** The feature store doesn't have it: if it is known all the same, it counts as read again. */
    private void confirm(EntityKey entity, long now) {
        if (entity.type() == EntityType.ITEM) {
            items.confirm(entity.id(), now);
            return;
        }
        EntityState known = users.get(entity.id());
        if (known != null) {
            users.put(entity.id(), known.readAgain(now));
        }
    }

    private static EntityState fetched(String id, FeatureAnswer.Found found, long now) {
        return new EntityState(id, found.eventTime(), found.values(), EntityState.Origin.VERTEX, now);
    }

    private static @Nullable Refusal fault(Rules<FeatureRecord> rules, String id, FeatureAnswer.Found found, long now) {
        return rules.check(id, new FeatureRecord(id, found.eventTime(), found.values()), now);
    }

    private static FeatureAnswer failed(Refusal refusal) {
        return new FeatureAnswer.Failed(FailureCode.UNREADABLE, refusal.message());
    }
}
