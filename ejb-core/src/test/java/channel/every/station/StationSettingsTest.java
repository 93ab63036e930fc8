package channel.every.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import channel.every.time.Pcr;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StationSettingsTest {
    private static final StationSettings ATSC = StationSettings.of(Standard.ATSC);

    @ParameterizedTest
    @EnumSource
    void a_loop_holds_whole_pictures_audio_frames_and_milliseconds(Standard standard) {
        double picture = standard == Standard.ATSC ? 1501.5 : 3600;
        int audio = standard == Standard.ATSC ? 2880 : 2160;
        assertThat(standard.pictures() * picture).isEqualTo(standard.loopTicks());
        assertThat((long) standard.audioFrames() * audio).isEqualTo(standard.loopTicks());
        assertThat(standard.loopTicks() % 90).isZero();
    }

    @Test
    void a_lap_of_atsc_is_within_the_tolerance_of_the_rate() {
        LapGrid grid = LapGrid.of(Standard.ATSC, 19_392_658);
        double rate = grid.slots() * 1504.0 / grid.standard().loopSeconds();
        // A/53 part 2, 5.2: 19.39 Mbit/s within 2.8 ppm
        assertThat(Math.abs(rate / 19_392_658 - 1)).isLessThan(2.8e-6);
    }

    @ParameterizedTest
    @EnumSource
    void every_table_slot_is_found_again_from_its_position(Standard standard) {
        LapGrid grid = LapGrid.of(standard, standard.muxRate());
        for (int slot = 0; slot < standard.tableSlots(); slot++) {
            int position = grid.tablePosition(slot);
            assertThat(grid.isTableSlot(position)).isTrue();
            assertThat(grid.isTableSlot(position + 1)).isFalse();
            assertThat(grid.tableSlot(position)).isEqualTo(slot);
        }
    }

    @Test
    void a_slot_is_on_air_from_its_time_on() {
        AirClock clock = new AirClock(LapGrid.of(Standard.ATSC, 19_392_658), Instant.EPOCH);
        long slot = clock.slotAt(Instant.parse("2026-03-01T12:00:00Z"));
        for (long s = slot; s < slot + 1000; s++) {
            assertThat(clock.slotAt(clock.timeOf(s))).isEqualTo(s);
            assertThat(clock.slotAt(clock.timeOf(s).minusNanos(1))).isEqualTo(s - 1);
        }
    }

    @Test
    void the_key_of_a_loop_knows_everything_it_is_made_from() {
        LoopRecipe recipe = ATSC.loop();
        assertThat(recipe.key("5.1"))
                .isEqualTo(ATSC.withChannel(ChannelNumber.parse("7.1"), "WABC")
                        .loop()
                        .key("5.1"))
                .isNotEqualTo(recipe.key("5.2"))
                .isNotEqualTo(ATSC.withPicture(new VideoSize(640, 360), 19_392_658)
                        .loop()
                        .key("5.1"))
                .isNotEqualTo(ATSC.withPicture(new VideoSize(1280, 720), 15_000_000)
                        .loop()
                        .key("5.1"))
                .isNotEqualTo(StationSettings.of(Standard.DVB).loop().key("5.1"));
    }

    @Test
    void ffmpeg_is_asked_for_the_same_pictures_wherever_they_go() {
        assertThat(ATSC.loop().arguments(Path.of("x.ts")).subList(0, 20))
                .isEqualTo(ATSC.loop().arguments(Path.of("y.ts")).subList(0, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1280", "1280x", "1281x720", "1280x722", "8x8", "4096x2160", "-2x4"})
    void sizes_that_no_broadcast_has_are_refused(String size) {
        assertThatThrownBy(() -> VideoSize.parse(size)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5.", ".1", "0", "5.1.1", "5-1", "1000"})
    void channels_that_no_remote_control_sends_are_refused(String channel) {
        assertThatThrownBy(() -> ChannelNumber.parse(channel)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void settings_out_of_range_are_refused_and_named() {
        ChannelNumber channel = ChannelNumber.parse("5.1");
        assertThatThrownBy(() -> ATSC.withChannel(channel, "TOOLONGNAME")).hasMessageEndingWith("TOOLONGNAME");
        assertThatThrownBy(() -> ATSC.withIds(65536, 1, 0)).hasMessageContaining("65536");
        assertThatThrownBy(() -> ATSC.withIds(1, 0, 0)).hasMessageEndingWith("0");
        assertThatThrownBy(() -> ATSC.withPicture(new VideoSize(640, 360), 100)).hasMessageEndingWith("100");
        assertThatThrownBy(() -> ATSC.withTimeTableJitter(Duration.ofSeconds(1), 0))
                .hasMessageEndingWith("1000");
        assertThatThrownBy(() ->
                        new AirClock(LapGrid.of(Standard.ATSC, 19_392_658), Instant.parse("1969-12-31T00:00:00Z")))
                .hasMessageContaining("1969");
        assertThat(ATSC.withClock(Instant.EPOCH, Pcr.wrapped(-1)).startPcr().ticks())
                .isEqualTo(Pcr.MODULUS - 1);
    }
}
