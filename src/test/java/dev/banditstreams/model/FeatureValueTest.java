package dev.banditstreams.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.model.FeatureValue.Flag;
import dev.banditstreams.model.FeatureValue.Many;
import dev.banditstreams.model.FeatureValue.Real;
import dev.banditstreams.model.FeatureValue.Text;
import dev.banditstreams.model.FeatureValue.Whole;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureValueTest {

    @Test
    void shouldBeANumber() {
        assertThat(new Whole(7).number()).hasValue(7);
        assertThat(new Real(0.5).number()).hasValue(0.5);
        assertThat(new Text("7").number()).isEmpty();
        assertThat(new Flag(true).number()).isEmpty();
    }

    @Test
    void shouldBeAFlag() {
        assertThat(new Flag(false).flag()).contains(false);
        assertThat(new Whole(0).flag()).contains(false);
        assertThat(new Real(-0.0).flag()).contains(false);
        assertThat(new Real(1).flag()).contains(true);
        assertThat(new Real(Double.NaN).flag()).contains(true);
        assertThat(new Text("false").flag()).isEmpty();
        assertThat(new Many(List.of()).flag()).isEmpty();
    }

    @Test
    void shouldBeALabel() {
        assertThat(new Text("young").label()).contains("young");
        assertThat(new Whole(3).label()).contains("3");
        assertThat(new Real(3).label()).contains("3");
        assertThat(new Real(-0.0).label()).contains("0");
        assertThat(new Real(0.5).label()).isEmpty();
        assertThat(new Real(1e300).label()).isEmpty();
        assertThat(new Real(Double.NaN).label()).isEmpty();
        assertThat(new Real(Double.POSITIVE_INFINITY).label()).isEmpty();
        assertThat(new Flag(true).label()).contains("true");
        assertThat(new Many(List.of()).label()).isEmpty();
    }
}
