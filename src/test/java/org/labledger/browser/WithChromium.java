package org.labledger.browser;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Chromium} and the {@link Servers} to visit. Classes that run at the same
 * time have a browser each: with one for both, each would leave the page that the other looks at.
 * Without the browser the tests are skipped; on CI they fail.
 */
final class WithChromium implements ExecutionCondition, BeforeEachCallback, ParameterResolver {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Chromium.isInstalled() || "true".equals(System.getenv("CI"))
                ? ConditionEvaluationResult.enabled("Chromium is there, or has to be")
                : ConditionEvaluationResult.disabled(
                        "Chromium is missing: apt-get install chromium chromium-driver");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        shared(context, Chromium.class).reset();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Chromium.class || type == Servers.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(context, parameter.getParameter().getType());
    }

    private static <T> T shared(ExtensionContext context, Class<T> type) {
        ExtensionContext.Store store =
                context.getRoot().getStore(ExtensionContext.Namespace.create(WithChromium.class));
        return type.cast(
                type == Servers.class
                        ? Servers.shared()
                        : store.computeIfAbsent(
                                Thread.currentThread(), thread -> Chromium.start()));
    }
}
