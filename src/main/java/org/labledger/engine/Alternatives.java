package org.labledger.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A {@link Support} as a list of alternatives, each of which is a set of statements.
 *
 * @param sets what is needed together; none contains another; the smallest come first. One empty
 *     set if no statement is needed
 * @param count the number of alternatives; if not all are listed, the number of ways in which they
 *     come about
 * @param missing what is not there, in any of the alternatives
 */
public record Alternatives(List<Alternative> sets, long count, Set<Support.Missing> missing) {

    /**
     * Statements that are needed together.
     *
     * @param statements their numbers, ascending
     * @param more the number of statements that are not listed
     */
    public record Alternative(long[] statements, long more) {}

    /**
     * Lists alternatives.
     *
     * @param most maximum number of them
     * @param mostMissing maximum number of absences
     * @param meter is charged for what is held meanwhile
     */
    public static Alternatives of(Support support, int most, int mostMissing, Meter meter) {
        if (support instanceof Support.All all && all.others().isEmpty()) {
            return new Alternatives(
                    List.of(new Alternative(sorted(all.statements()), all.more())), 1, Set.of());
        }
        // More than are listed, since some may turn out to contain others.
        Expansion expansion = new Expansion(2 * most, mostMissing, meter);
        Expansion.Sets sets = expansion.of(support);
        List<Alternative> least = least(sets.sets());
        meter.release(expansion.charged);
        List<Alternative> listed =
                least.size() > most ? List.copyOf(least.subList(0, most)) : least;
        return new Alternatives(
                listed, sets.isComplete() ? least.size() : sets.count(), expansion.missing);
    }

    /** Returns the distinct sets that contain no other, the smallest first. */
    private static List<Alternative> least(List<Alternative> sets) {
        List<Alternative> bySize = new ArrayList<>(sets);
        bySize.sort(Comparator.comparingLong(set -> set.statements().length + set.more()));
        List<Alternative> least = new ArrayList<>();
        for (Alternative set : bySize) {
            if (least.stream().noneMatch(smaller -> contains(set, smaller))) {
                least.add(set);
            }
        }
        return least;
    }

    private static boolean contains(Alternative whole, Alternative other) {
        if (whole.more() > 0 || other.more() > 0) {
            return false;
        }
        long[] set = whole.statements();
        long[] part = other.statements();
        int i = 0;
        for (long member : part) {
            while (i < set.length && set[i] < member) {
                i++;
            }
            if (i == set.length || set[i] != member) {
                return false;
            }
        }
        return true;
    }

    private static long[] sorted(long[] statements) {
        if (statements.length < 2) {
            return statements;
        }
        long[] sorted = statements.clone();
        Arrays.sort(sorted);
        int size = 1;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] != sorted[i - 1]) {
                sorted[size++] = sorted[i];
            }
        }
        return size == sorted.length ? sorted : Arrays.copyOf(sorted, size);
    }

    /** Multiplies out, up to a number of sets. */
    private static final class Expansion {

        private final int most;
        private final int mostMissing;
        private final Meter meter;
        private final Set<Support.Missing> missing = new LinkedHashSet<>();
        private long charged;

        /** Some of the sets; all of them if they are complete. */
        private record Sets(List<Alternative> sets, long count, boolean isComplete) {}

        Expansion(int most, int mostMissing, Meter meter) {
            this.most = most;
            this.mostMissing = mostMissing;
            this.meter = meter;
        }

        Sets of(Support support) {
            return switch (support) {
                case Support.Missing absence -> {
                    if (missing.size() < mostMissing) {
                        missing.add(absence);
                    }
                    yield new Sets(List.of(new Alternative(new long[0], 0)), 1, true);
                }
                case Support.Any any -> any(any);
                case Support.All all -> all(all);
            };
        }

        private Sets any(Support.Any any) {
            List<Alternative> sets = new ArrayList<>();
            long count = any.count() - any.alternatives().size();
            boolean isComplete = count == 0;
            for (Support alternative : any.alternatives()) {
                if (sets.size() >= most) {
                    isComplete = false;
                    count = plus(count, 1);
                    continue;
                }
                Sets more = of(alternative);
                sets.addAll(more.sets());
                count = plus(count, more.count());
                isComplete &= more.isComplete();
            }
            return new Sets(sets, count, isComplete);
        }

        private Sets all(Support.All all) {
            Support.Collector common = new Support.Collector();
            common.add(new Support.All(all.statements(), List.of(), all.more()));
            List<Sets> choices = new ArrayList<>();
            long count = 1;
            boolean isComplete = true;
            for (Support other : all.others()) {
                Sets sets = of(other);
                isComplete &= sets.isComplete();
                count = times(count, sets.count());
                if (sets.sets().size() == 1) {
                    Alternative only = sets.sets().getFirst();
                    common.add(new Support.All(only.statements(), List.of(), only.more()));
                } else {
                    choices.add(sets);
                }
            }
            Support.All needed = common.all();
            List<Alternative> product =
                    List.of(new Alternative(sorted(needed.statements()), needed.more()));
            for (Sets choice : choices) {
                List<Alternative> next = new ArrayList<>();
                for (Alternative left : product) {
                    for (Alternative right : choice.sets()) {
                        if (next.size() == most) {
                            isComplete = false;
                            break;
                        }
                        next.add(union(left, right));
                    }
                }
                product = next;
            }
            return new Sets(product, count, isComplete);
        }

        private Alternative union(Alternative first, Alternative second) {
            long[] a = first.statements();
            long[] b = second.statements();
            long bytes = 8L * (a.length + b.length);
            meter.charge(bytes);
            charged += bytes;
            long[] both = Arrays.copyOf(a, a.length + b.length);
            System.arraycopy(b, 0, both, a.length, b.length);
            return new Alternative(sorted(both), first.more() + second.more());
        }

        private static long plus(long a, long b) {
            long sum = a + b;
            return sum < 0 ? Long.MAX_VALUE : sum;
        }

        private static long times(long a, long b) {
            long high = Math.multiplyHigh(a, b);
            long low = a * b;
            return high != 0 || low < 0 ? Long.MAX_VALUE : low;
        }
    }
}
