package org.labledger.federation;

import java.util.Locale;
import java.util.Set;
import org.apache.jena.sparql.algebra.Op;
import org.apache.jena.sparql.algebra.OpVisitorBase;
import org.apache.jena.sparql.algebra.op.OpGroup;
import org.apache.jena.sparql.algebra.op.OpSlice;
import org.apache.jena.sparql.algebra.op.OpTopN;
import org.apache.jena.sparql.algebra.walker.Walker;
import org.apache.jena.sparql.expr.ExprAggregator;
import org.apache.jena.sparql.expr.ExprFunction;
import org.apache.jena.sparql.expr.ExprFunction0;
import org.apache.jena.sparql.expr.ExprFunction1;
import org.apache.jena.sparql.expr.ExprFunctionN;
import org.apache.jena.sparql.expr.ExprVisitorBase;

/**
 * Whether a pattern has the same solutions each time, so that it may be asked in several requests.
 * LIMIT, OFFSET, SAMPLE and GROUP_CONCAT may choose others; NOW, RAND, UUID and BNODE return new
 * values.
 */
final class Repeatable {

    private static final Set<String> NEW = Set.of("now", "rand", "uuid", "struuid", "bnode");

    private static final Set<String> CHOOSING = Set.of("SAMPLE", "GROUP_CONCAT");

    private boolean holds = true;

    private Repeatable() {}

    /** Returns whether a pattern has the same solutions each time. */
    static boolean is(Op pattern) {
        Repeatable answer = new Repeatable();
        Walker.walk(pattern, answer.new Patterns(), answer.new Expressions());
        return answer.holds;
    }

    private final class Patterns extends OpVisitorBase {

        @Override
        public void visit(OpSlice slice) {
            holds = false;
        }

        @Override
        public void visit(OpTopN top) {
            holds = false;
        }

        @Override
        public void visit(OpGroup group) {
            for (ExprAggregator aggregator : group.getAggregators()) {
                if (CHOOSING.contains(aggregator.getAggregator().getName())) {
                    holds = false;
                }
            }
        }
    }

    private final class Expressions extends ExprVisitorBase {

        @Override
        public void visit(ExprFunction0 function) {
            look(function);
        }

        @Override
        public void visit(ExprFunctionN function) {
            look(function);
        }

        @Override
        public void visit(ExprFunction1 function) {
            look(function);
        }

        private void look(ExprFunction function) {
            if (NEW.contains(function.getFunctionSymbol().getSymbol().toLowerCase(Locale.ROOT))) {
                holds = false;
            }
        }
    }
}
