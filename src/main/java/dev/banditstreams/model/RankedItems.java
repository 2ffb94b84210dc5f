package dev.banditstreams.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of one slate, best first, as columns: what {@link RankedItem} has for each, without an object for each.
 *
 * <p>Its owner may fill it again for the next slate, so nobody keeps it. The rank of the item at an index is one more.
 */
public interface RankedItems {

    int size();

    /** The array that has the item's id as UTF-8: not to be written to. */
    byte[] idBytes(int index);

    /** Where in {@link #idBytes} the id starts. */
    int idOffset(int index);

    /** Of the id, in bytes. */
    int idLength(int index);

    double draw(int index);

    /** What ranked the item, the greatest first; NaN: the draw. */
    double score(int index);

    double alpha(int index);

    double beta(int index);

    double priorAlpha(int index);

    double priorBeta(int index);

    /** Trials counted in the arm. */
    long n(int index);

    FeatureOrigin featureSource(int index);

    /** Probability that the policy puts the item at its rank; NaN: there is none, see {@link #propensityReason}. */
    double propensity(int index);

    @Nullable
    String propensityReason(int index);

    /** The rules that moved the item, in the order in which they were applied. */
    List<String> rules(int index);
}
