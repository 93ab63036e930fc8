package channel.every.moq.relay;

import channel.every.moq.session.SessionTotals;

/**
 * A relay at one moment.
 *
 * @param sessions that are open
 * @param broadcasts that are announced
 * @param cacheBytes held for readers, and the bound of that
 * @param evictedGroups let go of, for age or room, since the relay began
 * @param overgrownGroups given up as they grew, for want of room
 * @param totals of all sessions since it began
 */
public record RelaySnapshot(
        int sessions,
        int mostSessions,
        int broadcasts,
        long cacheBytes,
        long mostCacheBytes,
        long evictedGroups,
        long overgrownGroups,
        SessionTotals totals) {}
