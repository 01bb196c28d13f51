package io.photons.async.context;

import io.micrometer.context.ThreadLocalAccessor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;

// begin
/** OpenTelemetry's context, for Micrometer's registry. */
public final class OpenTelemetryAccessor implements ThreadLocalAccessor<Context> {

    @Override
    public Object key() {
        return "opentelemetry.context";
    }

    @Override
    public Context getValue() {
        Context context = Context.current();
        return context == Context.root() ? null : context;
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the registry puts back what was there
    public void setValue(Context context) {
        ContextStorage.get().attach(context);
    }

    @Override
    public void setValue() {
        setValue(Context.root());
    }
}
// end
