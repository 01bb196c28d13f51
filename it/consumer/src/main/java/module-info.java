module consumer {
    requires io.photons.async;
}
