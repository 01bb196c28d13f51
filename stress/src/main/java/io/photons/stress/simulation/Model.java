package io.photons.stress.simulation;

/** What the rules say must have been seen, given what was drawn and when things were asked for. */
final class Model {

    private final Run run;

    Model(Run run) {
        this.run = run;
    }

    void check() {
        run.pieces.stream().filter(piece -> !piece.refused).forEach(piece -> new PieceModel(piece).check());
        run.waits.forEach(wait -> new WaitModel(wait).check());
        run.tickings.forEach(ticking -> new TickModel(ticking).check());
        for (Piece piece : run.pieces) {
            if (piece.call != null) {
                new CallModel(piece, piece.call).check();
            }
        }
        for (Site site : run.sites) {
            if (site.opened.happened()) {
                new SiteModel(site).check();
                new SlotModel(site, run.waits).check();
                if (site.streamer != null) {
                    new StreamModel(site).check();
                }
            }
        }
        new ErrorModel(run).check();
    }
}
