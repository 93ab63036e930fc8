package channel.every.directory;

class MemoryDirectoryStoreTest extends DirectoryStoreContract {
    private final MemoryDirectoryStore store = new MemoryDirectoryStore();

    @Override
    DirectoryStore store() {
        return store;
    }
}
