package zoomuser;

/** Gives the access tokens of a client: {@link ZoomClient#setTokenSource}. */
@FunctionalInterface
public interface TokenSource {
    /**
     * An access token.
     *
     * @param wasRefused whether Zoom has just refused the one that was given before, or reported a missing scope
     * @throws Exception that there is none; its message becomes that of the call
     */
    String token(boolean wasRefused) throws Exception;
}
