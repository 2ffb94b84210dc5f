package dev.banditstreams.check;

/** What is checked, by the numbers of {@code docs/check.md}. */
public enum Guarantee {
    COMPLETE(1, "complete", "every processed request has one answer, or one dead letter, or is parked"),
    NOTHING_INVENTED(2, "nothing invented", "every output names an input that exists"),
    EXACT_FOLD(3, "exact fold", "every arm is the fold of its outcomes, in their order"),
    CONSERVATION(4, "conservation", "every reward counts once, as the rules of attribution say"),
    REPRODUCIBLE(5, "reproducible", "every draw can be recomputed bit for bit, and the ranking follows from them"),
    NO_PHANTOM_POSTERIOR(6, "no phantom posterior", "every posterior is its prior plus counts that were published"),
    LOSSLESS_DEAD_LETTERS(9, "lossless dead letters", "every dead letter holds its source's bytes, or their hash");

    private final int number;
    private final String title;
    private final String sentence;

    Guarantee(int number, String title, String sentence) {
        this.number = number;
        this.title = title;
        this.sentence = sentence;
    }

    public int number() {
        return number;
    }

    public String title() {
        return title;
    }

    public String sentence() {
        return sentence;
    }
}
