package channel.every.moq.session;

import channel.every.moq.transport.SendStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Which stream of a connection goes first: groups of the higher track priority, within one priority those that their subscriptions want
 * first. So two tracks of one priority share alike, whatever they number their groups by.
 */
final class Urgencies {
    private record Place(int priority, int position, GroupSender sender) {}

    private Urgencies() {}

    /** After what asks and answers, which goes before all groups. */
    static void assign(Collection<TrackServing> servings) {
        List<Place> places = new ArrayList<>();
        for (TrackServing serving : servings) {
            int position = 0;
            for (GroupSender sender : serving.senders()) {
                places.add(new Place(serving.priority(), position, sender));
                position++;
            }
        }
        places.sort(Comparator.comparingInt((Place place) -> -place.priority()).thenComparingInt(Place::position));
        int urgency = SendStream.FIRST;
        Place before = null;
        for (Place place : places) {
            if (before == null || before.priority() != place.priority() || before.position() != place.position()) {
                urgency = Math.min(urgency + 1, SendStream.LAST);
            }
            place.sender().urgency(urgency);
            before = place;
        }
    }
}
