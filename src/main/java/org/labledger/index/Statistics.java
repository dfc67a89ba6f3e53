package org.labledger.index;

/**
 * Exact counts by predicate, over all graphs: triples, distinct subjects, distinct objects.
 * Immutable and safe for concurrent use.
 */
public final class Statistics {

    private final TripleIndex index;

    /** By predicate ordinal. */
    private final int[] distinctSubjects;

    private final int[] distinctObjects;
    private final int subjectCount;
    private final int objectCount;

    private Statistics(
            TripleIndex index,
            int[] distinctSubjects,
            int[] distinctObjects,
            int subjectCount,
            int objectCount) {
        this.index = index;
        this.distinctSubjects = distinctSubjects;
        this.distinctObjects = distinctObjects;
        this.subjectCount = subjectCount;
        this.objectCount = objectCount;
    }

    static Statistics of(TripleIndex index) {
        int[] ordinals = new int[index.terms().size()];
        for (int i = 0; i < index.predicateCount(); i++) {
            ordinals[index.predicateId(i)] = i;
        }
        int[] distinctSubjects = new int[index.predicateCount()];
        int[] distinctObjects = new int[index.predicateCount()];
        int subjects = 0;
        int objects = 0;
        for (int i = 0; i < index.tripleCount(); i++) {
            // In the order of subjects, then in that of objects: a new pair is a new group.
            boolean isNewSubject = i == 0 || index.subjects[i] != index.subjects[i - 1];
            subjects += isNewSubject ? 1 : 0;
            if (isNewSubject || index.predicates[i] != index.predicates[i - 1]) {
                distinctSubjects[ordinals[index.predicates[i]]]++;
            }
            int triple = index.byObject[i];
            int before = i == 0 ? triple : index.byObject[i - 1];
            boolean isNewObject = i == 0 || index.objects[triple] != index.objects[before];
            objects += isNewObject ? 1 : 0;
            if (isNewObject || index.predicates[triple] != index.predicates[before]) {
                distinctObjects[ordinals[index.predicates[triple]]]++;
            }
        }
        return new Statistics(index, distinctSubjects, distinctObjects, subjects, objects);
    }

    /** Returns the number of distinct subjects. */
    public int subjects() {
        return subjectCount;
    }

    /** Returns the number of distinct objects. */
    public int objects() {
        return objectCount;
    }

    /** Returns the number of triples with a predicate, given by its term id. */
    public int triples(int predicate) {
        int ordinal = index.predicateOrdinal(predicate);
        return ordinal < 0 ? 0 : index.predicateStart(ordinal + 1) - index.predicateStart(ordinal);
    }

    /** Returns the number of distinct subjects of a predicate, given by its term id. */
    public int subjectsOf(int predicate) {
        int ordinal = index.predicateOrdinal(predicate);
        return ordinal < 0 ? 0 : distinctSubjects[ordinal];
    }

    /** Returns the number of distinct objects of a predicate, given by its term id. */
    public int objectsOf(int predicate) {
        int ordinal = index.predicateOrdinal(predicate);
        return ordinal < 0 ? 0 : distinctObjects[ordinal];
    }
}
