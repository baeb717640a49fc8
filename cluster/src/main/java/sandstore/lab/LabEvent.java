package sandstore.lab;

import sandstore.proto.Event;

/**
 * An event with its place in the lab's order.
 *
 * @param order from 1; also its id for people ({@code e1234})
 * @param receivedNanos {@link System#nanoTime} in the lab when it was received
 */
public record LabEvent(long order, long receivedNanos, Event event) {}
