package io.armature.quickstart;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One cluster for all classes of a run: its start takes longer than most of them. It stops after the last. */
final class SharedCluster implements ParameterResolver {
    private static final int WORKERS = 3;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(Cluster.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.GLOBAL)
                .computeIfAbsent(Cluster.class, type -> started(), Cluster.class);
    }

    private static Cluster started() {
        try {
            return new Cluster(WORKERS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ParameterResolutionException("interrupted while the cluster started", e);
        } catch (Exception e) {
            throw new ParameterResolutionException("the cluster did not start", e);
        }
    }
}
