package dev.banditstreams.topology;

import dev.banditstreams.model.EntityType;

/** One entity among all. */
record EntityKey(EntityType type, String id) {}
