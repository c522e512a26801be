package org.inkstream.agents.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RoomTest {
    @Test
    void whoever_finds_no_room_is_told_that_the_server_is_busy_until_somebody_leaves() {
        Room room = new Room(2, 100);
        Room.Visit first = room.enter();
        first.take(80);
        Room.Visit second = room.enter();

        assertThatThrownBy(room::enter).isInstanceOf(Objection.class);
        assertThatThrownBy(() -> second.take(21)).isInstanceOf(Objection.class);
        first.leave();
        first.leave();
        second.take(100);

        assertThat(room.requests()).isEqualTo(1);
        assertThat(room.bytes()).isEqualTo(100);
    }
}
