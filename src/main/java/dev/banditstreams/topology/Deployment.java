package dev.banditstreams.topology;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.metrics.DeadLetterMeters;
import java.time.InstantSource;

/**
 * What both graphs share in one deployment.
 *
 * @param clock stamps user features as they are read; processors take the time from their context
 * @param stores where state is kept
 * @param serviceVersion goes into dead letters
 */
public record Deployment(
        TopicNames topics,
        Codecs codecs,
        Limits limits,
        PartitionCounts partitions,
        DeadLetterMeters deadLetters,
        InstantSource clock,
        StateStores stores,
        String serviceVersion) {}
